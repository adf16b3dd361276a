package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.browser.Browser;
import dev.darkroom.testkit.browser.Contrast;
import dev.darkroom.testkit.browser.Tab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// An operator at work in a real browser, from the AI server's no to the pictures.
@Order(22)
@ExtendWith(OnTheSite.class)
class ConsoleIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /// A phone, a tablet, a desk.
    private static final List<Integer> WIDTHS = List.of(390, 820, 1440);

    private static final String NASTY = "<img src=x onerror=window.brokenInto=true> a fox";

    /// Fewer than make the worker believe that its key is wrong.
    private static final int FAILED = 5;

    @TempDir(cleanup = CleanupMode.NEVER)
    private Path profile;

    @Test
    void an_operator_sees_what_failed_mends_it_and_reads_the_story(Site site) throws Exception {
        var owner = site.newOwner();
        try (var browser = Browser.orSkip(profile);
                var tab = browser.tab()) {
            tab.conditions().width(1440);
            tab.go(site.api().base() + "/console");
            onlyOperatorsComeIn(tab, site);
            theKeyboardAloneLeadsEverywhere(tab);
            keep(tab, "overview");

            var poisoned = refused(site, owner);
            awaitOpen(tab);
            keep(tab, "dead-letters");
            intoTheGroup(tab);
            oneIsDiscarded(tab, poisoned);
            theOthersAreReplayed(tab, site);
            theStoryIsTold(tab, owner, poisoned);
            theAuditTellsIt(tab);
            itSaysWhenItKnowsNothingNew(tab);
            assertThat(tab.complaints()).isEmpty();
        }
    }

    private static void onlyOperatorsComeIn(Tab tab, Site site) throws IOException {
        tab.await("document.activeElement.id === 'email'", "true");
        keep(tab, "sign-in");
        signIn(tab, "owner-1@example.org", "not the password");
        tab.awaitText("#sign-in-problem", "wrong");

        tab.evaluate("document.getElementById('sign-in').reset(); document.getElementById('email').focus()");
        signIn(tab, "console@example.org", register(site, "console@example.org"));
        tab.awaitText("#sign-in-problem", "not an operator");
        assertThat(tab.evaluate("localStorage.length").asInt()).isZero();

        tab.evaluate("document.getElementById('sign-in').reset(); document.getElementById('email').focus()");
        var password = Files.readString(site.data().path().resolve("keys").resolve("operator-password"));
        signIn(tab, "operator@darkroom.local", password.strip());
        tab.awaitText("#page h1", "Overview");
    }

    private static String register(Site site, String email) {
        var password = "a password of nobody special";
        site.api().post("/api/account", """
                        {"email":"%s","password":"%s"}""".formatted(email, password)).expect(201);
        return password;
    }

    /// Without a mouse.
    private static void signIn(Tab tab, String email, String password) {
        tab.type(email);
        tab.press("Tab");
        tab.type(password);
        tab.press("Enter");
    }

    private static void theKeyboardAloneLeadsEverywhere(Tab tab) {
        tab.awaitText("#freshness", "As of");
        tab.awaitText("#page", "present");
        tabBackTo(tab, "Audit");
        tab.press("Enter");
        tab.awaitText("#page h1", "Audit");
        assertThat(tab.evaluate("document.activeElement.tagName").asString()).isEqualTo("H1");
        assertThat(tab.text("nav [aria-current=page]")).isEqualTo("Audit");
        tabBackTo(tab, "Overview");
        tab.press("Enter");
        tab.awaitText("#page .tiles", "Workers");
        tab.awaitText("#page", "present");
    }

    /// The AI server refuses, for no fault of the owner's.
    private static Generation refused(Site site, Owner owner) throws Exception {
        site.aiServer().takes(Duration.ofMillis(20));
        site.aiServer().misbehaves("""
                {"errorRate":1,"status":405}""");
        var poisoned = owner.order(NASTY);
        var others = owner.order(FAILED - 1, "refused at first");
        within(SOON, () -> assertThat(owner.list("&status=FAILED")).hasSize(1 + others.size()));
        site.aiServer().behaves();
        return poisoned;
    }

    private static void awaitOpen(Tab tab) {
        tab.awaitText(".concerns", "open");
        goTo(tab, "#/dead-letters?code=AI_SERVER_REFUSED");
        tab.await("document.querySelector('#page tbody td')?.innerText === '%d'".formatted(FAILED), "true");
    }

    private static void intoTheGroup(Tab tab) throws IOException {
        tab.evaluate("document.querySelector('#page tbody a').click()");
        tab.awaitText("#page .facts", "AI_SERVER_REFUSED");
        tab.await("document.querySelectorAll('#page tbody tr').length === " + FAILED, "true");
        tab.evaluate("document.querySelector('#page details').open = true");
        tab.awaitText("#page details", "Payload");
        keep(tab, "group");
    }

    private static void oneIsDiscarded(Tab tab, Generation keeping) throws IOException {
        tab.evaluate("""
                [...document.querySelectorAll('#page tbody input')]
                  .find(each => each.closest('tr').querySelector('[href$="%s"]') === null)
                  .click()""".formatted(keeping.id()));
        tab.awaitText("#page .filters", "1 selected");
        tab.clickButton("Discard selected");
        tab.awaitText("dialog", "Discard 1 dead letter?");
        tab.clickButton("Discard 1 dead letter");
        assertThat(tab.evaluate("document.querySelectorAll('dialog').length").asInt())
                .as("without a reason nothing happens")
                .isOne();
        keep(tab, "discard");
        tab.evaluate("document.getElementById('reason').focus()");
        tab.type("the key was rotated");
        tab.press("Enter");
        tab.awaitText("#page .facts", (FAILED - 1) + " dead letters");
    }

    /// Dry, then one canary, then the others; paused and resumed on the way.
    private static void theOthersAreReplayed(Tab tab, Site site) throws IOException {
        var left = FAILED - 1;
        site.aiServer().takes(Duration.ofSeconds(3));
        tab.clickButton("Replay all %d open".formatted(left));
        tab.awaitText("dialog", "Dry run: %d dead letters".formatted(left));
        keep(tab, "replay-dry");
        for (var field : List.of("canary", "rate")) {
            tab.evaluate("document.getElementById('%1$s').focus(); document.getElementById('%1$s').select()"
                    .formatted(field));
            tab.type("1");
        }
        tab.clickButton("Replay %d generations".formatted(left));
        tab.awaitText("#page h1", "Replay");
        tab.awaitText("#page .replay", "1 canary is under way");
        tab.clickButton("Pause");
        tab.awaitText("#page .replay", "No new run begins");
        keep(tab, "replay");
        site.aiServer().takes(Duration.ofMillis(20));
        tab.clickButton("Resume");
        tab.awaitText("#page .replay", left + " new runs begun");
        assertThat(tab.text("#page .replay")).contains("done", "100 %");
    }

    private static void theStoryIsTold(Tab tab, Owner owner, Generation poisoned) throws IOException {
        owner.awaitComplete(poisoned.id());
        goTo(tab, "#/generation/" + poisoned.id());
        tab.awaitText("#page .prompt", NASTY);
        tab.await("document.querySelectorAll('[data-type=told]').length === 3", "true");
        assertThat(tab.text("#page .facts")).containsPattern("Trace\\s+[0-9a-f]{32}");
        assertThat(tab.text("#page .timeline").lines())
                .containsSubsequence("api-service", "worker-service", "notifier-service");
        assertThat(tab.evaluate("[...document.querySelectorAll('.timeline li')].map(each => each.dataset.type).join()")
                        .asString())
                .startsWith("accepted,attempt-started,attempt-finished,failed,")
                .contains("dead-letter", "replayed,", "completed");
        assertThat(tab.evaluate("window.brokenInto ?? document.querySelectorAll('#page img').length")
                        .asInt())
                .isZero();
        keep(tab, "story");
    }

    private static void theAuditTellsIt(Tab tab) throws IOException {
        goTo(tab, "#/audit");
        for (var deed : List.of(
                "replay.done",
                "replay.resumed",
                "replay.paused",
                "replay.started",
                "dead_letter.discarded",
                "the key was rotated")) {
            tab.awaitText("#page", deed);
        }
        keep(tab, "audit");
    }

    private static void itSaysWhenItKnowsNothingNew(Tab tab) throws IOException {
        goTo(tab, "#/overview");
        tab.awaitText("#page", "present");
        tab.conditions().offline(true);
        tab.awaitText("#freshness", "The API does not answer.");
        assertThat(tab.text("#freshness")).startsWith("As of ");
        keep(tab, "offline");
        tab.conditions().offline(false);
        tab.evaluate("dispatchEvent(new Event('online'))");
        tab.await("!document.body.classList.contains('stale')", "true");

        tab.clickButton("Sign out");
        tab.await("document.getElementById('door').checkVisibility()", "true");
        assertThat(tab.evaluate("localStorage.length").asInt()).isZero();
    }

    /// As a link in a message does it: the same page, another place in it.
    private static void goTo(Tab tab, String hash) {
        tab.evaluate("void (location.hash = '%s')".formatted(hash));
    }

    /// Goes back from focus to focus until one has these words.
    private static void tabBackTo(Tab tab, String words) {
        for (int n = 0; n < 40; n++) {
            if (tab.evaluate("document.activeElement.innerText ?? ''")
                    .asString()
                    .equals(words)) {
                return;
            }
            tab.press("Shift+Tab");
        }
        throw new AssertionError("the keyboard does not come to " + words);
    }

    /// For the eye, at each width by day and once by night. What is shown fits in, and can be read.
    private static void keep(Tab tab, String name) throws IOException {
        for (var width : WIDTHS) {
            tab.conditions().width(width);
            keep(tab, name, Integer.toString(width));
            assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt())
                    .as("%s at %d px", name, width)
                    .isLessThanOrEqualTo(width);
        }
        tab.conditions().prefers("color-scheme", "dark");
        keep(tab, name, "dark");
        tab.conditions().prefers("color-scheme", "light");
    }

    private static void keep(Tab tab, String name, String how) throws IOException {
        tab.settle();
        tab.screenshot(SCREENSHOTS.resolve("console-%s-%s.png".formatted(name, how)));
        assertThat(Contrast.tooLow(tab)).as("%s, %s", name, how).isEmpty();
    }
}
