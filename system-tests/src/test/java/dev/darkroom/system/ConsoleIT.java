package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

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
        try (var window = BrowserWindow.orSkip(profile)) {
            window.size(1440, 900);
            window.open(site.api().base() + "/console");
            onlyOperatorsComeIn(window, site);
            theKeyboardAloneLeadsEverywhere(window);
            keep(window, "overview");

            var poisoned = refused(site, owner);
            awaitOpen(window);
            keep(window, "dead-letters");
            intoTheGroup(window);
            oneIsDiscarded(window, poisoned);
            theOthersAreReplayed(window, site);
            theStoryIsTold(window, owner, poisoned);
            theAuditTellsIt(window);
            itSaysWhenItKnowsNothingNew(window);
            assertThat(window.evaluate("refusals.join()").asString()).isEmpty();
        }
    }

    private static void onlyOperatorsComeIn(BrowserWindow window, Site site) throws IOException {
        window.awaitTrue("document.activeElement.id === 'email'");
        keep(window, "sign-in");
        signIn(window, "owner-1@example.org", "not the password");
        window.awaitText("#sign-in-problem", "wrong");

        window.evaluate("document.getElementById('sign-in').reset(); document.getElementById('email').focus()");
        signIn(window, "console@example.org", register(site, "console@example.org"));
        window.awaitText("#sign-in-problem", "not an operator");
        assertThat(window.evaluate("localStorage.length").asInt()).isZero();

        window.evaluate("document.getElementById('sign-in').reset(); document.getElementById('email').focus()");
        var password = Files.readString(site.data().path().resolve("keys").resolve("operator-password"));
        signIn(window, "operator@darkroom.local", password.strip());
        window.awaitText("#page h1", "Overview");
    }

    private static String register(Site site, String email) {
        var password = "a password of nobody special";
        site.api().post("/api/account", """
                        {"email":"%s","password":"%s"}""".formatted(email, password)).expect(201);
        return password;
    }

    /// Without a mouse.
    private static void signIn(BrowserWindow window, String email, String password) {
        window.type(email);
        window.key("Tab");
        window.type(password);
        window.key("Enter");
    }

    private static void theKeyboardAloneLeadsEverywhere(BrowserWindow window) {
        window.awaitText("#freshness", "As of");
        window.awaitText("#page", "present");
        window.tabBackTo("Audit");
        window.key("Enter");
        window.awaitText("#page h1", "Audit");
        assertThat(window.evaluate("document.activeElement.tagName").asString()).isEqualTo("H1");
        assertThat(window.text("nav [aria-current=page]")).isEqualTo("Audit");
        window.tabBackTo("Overview");
        window.key("Enter");
        window.awaitText("#page .tiles", "Workers");
        window.awaitText("#page", "present");
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

    private static void awaitOpen(BrowserWindow window) {
        window.awaitText(".concerns", "open");
        window.goTo("#/dead-letters?code=AI_SERVER_REFUSED");
        window.awaitTrue("document.querySelector('#page tbody td')?.innerText === '%d'".formatted(FAILED));
    }

    private static void intoTheGroup(BrowserWindow window) throws IOException {
        window.evaluate("document.querySelector('#page tbody a').click()");
        window.awaitText("#page .facts", "AI_SERVER_REFUSED");
        window.awaitTrue("document.querySelectorAll('#page tbody tr').length === " + FAILED);
        window.evaluate("document.querySelector('#page details').open = true");
        window.awaitText("#page details", "Payload");
        keep(window, "group");
    }

    private static void oneIsDiscarded(BrowserWindow window, Generation keeping) throws IOException {
        window.evaluate("""
                [...document.querySelectorAll('#page tbody input')]
                  .find(each => each.closest('tr').querySelector('[href$="%s"]') === null)
                  .click()""".formatted(keeping.id()));
        window.awaitText("#page .filters", "1 selected");
        window.press("Discard selected");
        window.awaitText("dialog", "Discard 1 dead letter?");
        window.press("Discard 1 dead letter");
        assertThat(window.evaluate("document.querySelectorAll('dialog').length").asInt())
                .as("without a reason nothing happens")
                .isOne();
        keep(window, "discard");
        window.evaluate("document.getElementById('reason').focus()");
        window.type("the key was rotated");
        window.key("Enter");
        window.awaitText("#page .facts", (FAILED - 1) + " dead letters");
    }

    /// Dry, then one canary, then the others; paused and resumed on the way.
    private static void theOthersAreReplayed(BrowserWindow window, Site site) throws IOException {
        var left = FAILED - 1;
        site.aiServer().takes(Duration.ofSeconds(3));
        window.press("Replay all %d open".formatted(left));
        window.awaitText("dialog", "Dry run: %d dead letters".formatted(left));
        keep(window, "replay-dry");
        for (var field : List.of("canary", "rate")) {
            window.evaluate("document.getElementById('%1$s').focus(); document.getElementById('%1$s').select()"
                    .formatted(field));
            window.type("1");
        }
        window.press("Replay %d generations".formatted(left));
        window.awaitText("#page h1", "Replay");
        window.awaitText("#page .replay", "1 canary is under way");
        window.press("Pause");
        window.awaitText("#page .replay", "No new run begins");
        keep(window, "replay");
        site.aiServer().takes(Duration.ofMillis(20));
        window.press("Resume");
        window.awaitText("#page .replay", left + " new runs begun");
        assertThat(window.text("#page .replay")).contains("done", "100 %");
    }

    private static void theStoryIsTold(BrowserWindow window, Owner owner, Generation poisoned) throws IOException {
        owner.awaitComplete(poisoned.id());
        window.goTo("#/generation/" + poisoned.id());
        window.awaitText("#page .prompt", NASTY);
        window.awaitTrue("document.querySelectorAll('[data-type=told]').length === 3");
        assertThat(window.text("#page .facts")).containsPattern("Trace\\s+[0-9a-f]{32}");
        assertThat(window.text("#page .timeline").lines())
                .containsSubsequence("api-service", "worker-service", "notifier-service");
        assertThat(window.evaluate(
                                "[...document.querySelectorAll('.timeline li')].map(each => each.dataset.type).join()")
                        .asString())
                .startsWith("accepted,attempt-started,attempt-finished,failed,")
                .contains("dead-letter", "replayed,", "completed");
        assertThat(window.evaluate("window.brokenInto ?? document.querySelectorAll('#page img').length")
                        .asInt())
                .isZero();
        keep(window, "story");
    }

    private static void theAuditTellsIt(BrowserWindow window) throws IOException {
        window.goTo("#/audit");
        for (var deed : List.of(
                "replay.done",
                "replay.resumed",
                "replay.paused",
                "replay.started",
                "dead_letter.discarded",
                "the key was rotated")) {
            window.awaitText("#page", deed);
        }
        keep(window, "audit");
    }

    private static void itSaysWhenItKnowsNothingNew(BrowserWindow window) throws IOException {
        window.goTo("#/overview");
        window.awaitText("#page", "present");
        window.offline(true);
        window.awaitText("#freshness", "The API does not answer.");
        assertThat(window.text("#freshness")).startsWith("As of ");
        keep(window, "offline");
        window.offline(false);
        window.evaluate("dispatchEvent(new Event('online'))");
        window.awaitTrue("!document.body.classList.contains('stale')");

        window.press("Sign out");
        window.awaitTrue("document.getElementById('door').checkVisibility()");
        assertThat(window.evaluate("localStorage.length").asInt()).isZero();
    }

    /// For the eye: at each width, and once in the dark. Nothing may stick out at the side.
    private static void keep(BrowserWindow window, String name) throws IOException {
        for (var width : WIDTHS) {
            window.size(width, width < 500 ? 844 : 900);
            assertThat(window.evaluate("document.documentElement.scrollWidth").asInt())
                    .as("%s at %d px", name, width)
                    .isLessThanOrEqualTo(width);
            window.keep(SCREENSHOTS, "console-%s-%d.png".formatted(name, width));
        }
        window.dark(true);
        window.keep(SCREENSHOTS, "console-%s-dark.png".formatted(name));
        window.dark(false);
    }
}
