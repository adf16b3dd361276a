package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The page at `/` in a real browser, on the real services. Afterwards `target/screenshots` holds it for the eye.
@Order(3)
@ExtendWith(OnTheSite.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StudioIT {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final List<Integer> WIDTHS = List.of(390, 820, 1440);
    private static final List<String> SCHEMES = List.of("light", "dark");

    private static final String NASTY = "<img src=x onerror=\"document.title='broken into'\"> {{7*7}} a fox";

    private static final String NEWEST = "#sheet .tile:not(.skeleton)";

    /// The least contrast of text with what lies behind it, of all pairs that the page uses (WCAG 2.2, 1.4.3).
    private static final String LEAST_CONTRAST = """
            (() => {
              const probe = document.body.appendChild(document.createElement('i'));
              const channel = part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
              const light = name => {
                probe.style.color = `var(--${name})`;
                const [red, green, blue] = getComputedStyle(probe).color.match(/[0-9.]+/g).map(Number).map(channel);
                return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
              };
              const contrast = (one, other) => {
                const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
                return (bright + 0.05) / (dark + 0.05);
              };
              const pairs = ['ink', 'soft', 'faint', 'accent']
                  .flatMap(text => ['ground', 'raised'].map(behind => [text, behind]))
                  .concat([['soft', 'sunken'], ['ink', 'wash'], ['on-accent', 'accent'], ['bath-ink', 'bath-ground']]);
              const least = Math.min(...pairs.map(pair => contrast(...pair)));
              probe.remove();
              return least;
            })()""";

    private Browser browser;
    private Tab tab;

    @BeforeAll
    void openTheBrowser(Site site, @TempDir(cleanup = CleanupMode.NEVER) Path profile) throws IOException {
        browser = Browser.orSkip(site, profile);
    }

    @AfterAll
    void closeTheBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openATab(Site site) {
        site.aiServer().takes(Duration.ofMillis(150));
        tab = browser.tab();
        tab.size(1440);
    }

    @AfterEach
    void nothingWasRefusedOrThrown() {
        assertThat(tab.complaints()).isEmpty();
        tab.close();
    }

    @Test
    @Order(1)
    void a_stranger_tries_the_demo_and_watches_a_picture_arrive(Site site) throws IOException {
        tab.go(page(site));
        tab.awaitShown("#try-demo");
        photograph("entrance");
        tab.click("#try-demo");
        tab.await("document.getElementById('connection-words').textContent", "Live");
        tab.awaitShown(".empty .idea");
        tab.attention(false);

        site.aiServer().takes(Duration.ofSeconds(2));
        order("A lighthouse at dusk, waves below, warm light in the window");
        tab.await(status(), "PENDING");
        tab.await("document.querySelector('.bath-words').textContent", "Developing");
        tab.awaitShown("#sheet .tile-actions button");
        tab.await(status(), "COMPLETE");
        awaitDeveloped(1);
        tab.await("document.title", "(1) Darkroom");

        tab.click(NEWEST + " .tile-open");
        tab.await("document.querySelector('.whole')?.naturalWidth", "1024");
        assertThat(tab.text(".full-prompt")).isEqualTo("A lighthouse at dusk, waves below, warm light in the window");
        assertThat(tab.text(".facts")).contains("1024 × 1024", "Took");
        assertThat(tab.evaluate("location.hash").asString()).startsWith("#picture/");
        tab.await("document.querySelector('.timeline')?.lastElementChild.textContent.includes('Ready')", "true");
        tab.await("document.title", "Darkroom");
        tab.evaluate("history.back()");
        tab.awaitHidden("#detail");
    }

    @Test
    @Order(2)
    void words_of_a_prompt_stay_words(Site site) {
        signedIn(tab, site);
        order(NASTY);
        tab.await(status(), "COMPLETE");
        tab.await("document.querySelector('%s .tile-prompt').textContent".formatted(NEWEST), NASTY);

        tab.click(NEWEST + " .tile-open");
        tab.await("document.querySelector('.full-prompt')?.textContent", NASTY);
        assertThat(tab.count("img[src='x']")).isZero();
        assertThat(tab.evaluate("document.title").asString()).doesNotContain("broken");
    }

    @Test
    @Order(3)
    void what_happened_offline_is_there_afterwards(Site site) throws IOException {
        var owner = demo(site);
        signedIn(tab, site);
        var before = tab.count(NEWEST);

        browser.goOffline();
        tab.await("document.getElementById('connection').dataset.state === 'open'", "false");
        assertThat(tab.text("#connection-words")).matches("Reconnecting.*|Offline");
        order("not sent before the network is back");
        tab.awaitShown("#composer-trouble");
        assertThat(tab.text("#composer-trouble")).contains("Your prompt is kept");
        owner.awaitComplete(owner.order("made while nobody listened").id());

        browser.comeBack();
        tab.evaluate("void dispatchEvent(new Event('online'))");
        tab.await("document.querySelectorAll('%s').length".formatted(NEWEST), Integer.toString(before + 1));
        tab.await(
                "document.querySelector('%s .tile-prompt').textContent".formatted(NEWEST),
                "made while nobody listened");
        tab.await("document.querySelector('.toast p')?.textContent", "Back again. 1 result came meanwhile.");
        tab.click("#develop");
        tab.await(
                "document.querySelector('%s .tile-prompt').textContent".formatted(NEWEST),
                "not sent before the network is back");
        tab.await(status(), "COMPLETE");
        assertThat(owner.list().stream()
                        .filter(each ->
                                each.json().path("prompt").asString().equals("not sent before the network is back")))
                .hasSize(1);
    }

    @Test
    @Order(4)
    void what_one_tab_has_seen_the_other_does_not_call_new(Site site) throws IOException {
        signedIn(tab, site);
        tab.attention(false);
        try (var other = browser.tab()) {
            signedIn(other, site);
            other.size(1440);
            other.attention(false);
            tab.evaluate("void (document.getElementById('seen-all').checkVisibility()"
                    + " && document.getElementById('seen-all').click())");
            tab.awaitHidden("#news");

            var first = demo(site).order("seen by one");
            var second = demo(site).order("looked at by the other");
            for (var each : List.of(tab, other)) {
                each.await("document.getElementById('news').textContent", "2 new");
                each.await("document.querySelectorAll('[data-unseen]').length", "2");
            }
            tab.click("#g-" + first.id() + " .tile-open");
            other.await("document.getElementById('news').textContent", "1 new");
            other.await("document.querySelector('[data-unseen]').id", "g-" + second.id());

            other.attention(true);
            tab.awaitHidden("#news");
            assertThat(tab.count("[data-unseen]")).isZero();
            assertThat(other.complaints()).isEmpty();
        }
    }

    @Test
    @Order(5)
    void on_a_slow_network_nothing_jumps(Site site) {
        signedIn(tab, site);
        tab.network(250, 80_000);
        tab.go(page(site));
        tab.await("document.getElementById('connection-words').textContent", "Live");
        tab.awaitShown(NEWEST);
        order("slowly, slowly");
        tab.awaitShown(NEWEST + "[data-status=PENDING]");
        var reserved = place();
        tab.await(status(), "COMPLETE");
        assertThat(place()).isEqualTo(reserved);
        awaitDeveloped(1);
        assertThat(place()).isEqualTo(reserved);
        tab.network(0, -1);
    }

    @Test
    @Order(6)
    void a_failure_says_why_and_what_can_be_done(Site site) {
        signedIn(tab, site);
        site.aiServer().misbehaves("{\"errorRate\":1,\"status\":405}");
        order("refused at first");
        tab.await(status(), "FAILED");
        assertThat(tab.text(NEWEST + " .failed-title")).isEqualTo("Refused by the image server");

        site.aiServer().behaves();
        tab.click(NEWEST + " .tile-actions button");
        tab.await(status(), "COMPLETE");

        site.aiServer().takes(Duration.ofSeconds(20));
        order("not wanted after all");
        tab.await(status(), "PENDING");
        tab.click(NEWEST + " .tile-actions button");
        tab.await("document.querySelector('%s .failed-title')?.textContent".formatted(NEWEST), "Cancelled");

        tab.evaluate("void (document.getElementById('options-toggle').click(),"
                + " document.querySelector('[name=seed]').value = '-1')");
        order("with a seed that cannot be");
        tab.awaitShown("[data-error=seed]");
        assertThat(tab.evaluate("document.activeElement.name").asString()).isEqualTo("seed");
    }

    @Test
    @Order(7)
    void a_keyboard_is_enough(Site site) {
        signedIn(tab, site);
        tab.press("Escape");
        tab.evaluate("document.activeElement.blur()");
        tab.press("/");
        tab.await("document.activeElement.id", "prompt");
        tab.type("by keyboard alone");
        tab.press("Enter");
        tab.await("document.querySelector('%s .tile-prompt').textContent".formatted(NEWEST), "by keyboard alone");
        tab.await(status(), "COMPLETE");
        for (var presses = 0; presses < 20 && !focus().equals("tile-open"); presses++) {
            tab.press("Tab");
        }
        assertThat(focus()).isEqualTo("tile-open");
        tab.press("ArrowRight");
        var second = tab.evaluate("document.activeElement.closest('.tile').id").asString();
        assertThat(second)
                .isNotEqualTo(tab.evaluate("document.querySelector('%s').id".formatted(NEWEST))
                        .asString());
        tab.press("Enter");
        tab.awaitShown("#detail .offers");
        tab.press("ArrowLeft");
        tab.await("document.querySelector('.full-prompt').textContent", "by keyboard alone");
        tab.press("Escape");
        tab.awaitHidden("#detail");
        tab.await(
                "document.activeElement.closest('.tile')?.id === document.querySelector('%s').id".formatted(NEWEST),
                "true");
        tab.press("?");
        tab.awaitShown("#shortcuts");
        tab.press("Escape");
        tab.awaitHidden("#shortcuts");
    }

    @Test
    @Order(8)
    void it_can_be_read_at_every_width_by_day_and_by_night(Site site) throws IOException {
        var owner = demo(site);
        for (var prompt : List.of(
                "Harbour at night, long exposure",
                "Mountains at dawn, mist in the valley",
                "A red fox in the snow",
                "Dunes under a full moon")) {
            owner.order(prompt);
        }
        var wide = List.of("1280,\"height\":720", "768,\"height\":1024", "1024,\"height\":768,\"count\":4");
        for (var size : wide) {
            owner.api()
                    .post(
                            "/api/generation",
                            "{\"prompt\":\"A skyline above the sea at sunset\",\"width\":" + size + "}")
                    .expect(202);
        }
        eventually(() -> assertThat(owner.list("&status=PENDING")).isEmpty());
        signedIn(tab, site);
        tab.attention(false);
        site.aiServer().takes(Duration.ofSeconds(12));
        order("A paper boat on a still lake, first light");
        tab.await(status(), "PENDING");
        var pending = owner.list("&status=PENDING").getFirst();
        tab.evaluate("scrollTo(0, 0)");
        awaitDeveloped(3);

        photograph("sheet");
        tab.click("#account");
        tab.evaluate("document.querySelector('#menu').hidePopover()");
        tab.click("#sheet [data-status=COMPLETE] .tile-open");
        tab.await("document.querySelector('.whole')?.naturalWidth > 0", "true");
        photograph("detail");
        for (var scheme : SCHEMES) {
            tab.scheme(scheme);
            assertThat(tab.evaluate(LEAST_CONTRAST).asDouble())
                    .as("in the " + scheme)
                    .isGreaterThanOrEqualTo(4.5);
        }
        owner.api()
                .post("/api/generation/%s/cancel".formatted(pending.id()), "{}")
                .expect(200);
    }

    @Test
    @Order(9)
    void a_token_that_has_ended_is_renewed_and_a_sign_in_that_has_ended_says_so(Site site) {
        signedIn(tab, site);
        tab.evaluate(keptWith("accessToken", "ended"));
        order("with the next token");
        tab.await("document.querySelector('%s .tile-prompt').textContent".formatted(NEWEST), "with the next token");
        tab.await(status(), "COMPLETE");

        tab.evaluate(keptWith("accessToken", "ended") + "," + keptWith("refreshToken", "ended"));
        order("by nobody");
        tab.awaitShown("#sign-in");
        assertThat(tab.text("#sign-in-trouble")).startsWith("Your sign-in has ended.");
        assertThat(tab.count(".tile")).isZero();
    }

    // ---- how a test goes about

    private static String page(Site site) {
        return site.api().base() + "/";
    }

    private static void signedIn(Tab tab, Site site) {
        tab.go(page(site));
        eventually(
                () -> assertThat(tab.shows("#studio") || tab.shows("#try-demo")).isTrue());
        if (!tab.shows("#studio")) {
            tab.click("#try-demo");
        }
        tab.await("document.getElementById('connection-words').textContent", "Live");
        tab.await("document.querySelectorAll('.skeleton').length", "0");
    }

    private static Owner demo(Site site) throws IOException {
        var password = Files.readString(site.data().path().resolve("keys/demo-password"));
        return Owner.signIn(site.api(), site.notifier(), "demo@darkroom.local", password.strip());
    }

    private void order(String prompt) {
        tab.evaluate(
                "void (document.getElementById('prompt').value = %s, document.getElementById('composer').requestSubmit())"
                        .formatted(Tab.quoted(prompt)));
    }

    private static String status() {
        return "document.querySelector('%s')?.dataset.status".formatted(NEWEST);
    }

    private String focus() {
        return tab.evaluate("document.activeElement.className").asString();
    }

    /// Where the newest tile's frame is, and how large.
    private String place() {
        return tab.evaluate(
                        "JSON.stringify(document.querySelector('%s .frame').getBoundingClientRect())".formatted(NEWEST))
                .asString();
    }

    private void awaitDeveloped(int prints) {
        eventually(() -> assertThat(tab.count("#sheet .print.developed")).isGreaterThanOrEqualTo(prints));
        tab.evaluate(
                "Promise.all(document.getAnimations().filter(each => each instanceof CSSTransition).map(each => each.finished)).then(() => 0, () => 0)");
    }

    private static String keptWith(String field, String value) {
        return "localStorage.setItem('darkroom.studio.session', JSON.stringify({...JSON.parse(localStorage.getItem("
                + "'darkroom.studio.session')), %s: '%s'}))".formatted(field, value);
    }

    private void photograph(String view) throws IOException {
        for (var width : WIDTHS) {
            tab.size(width);
            for (var scheme : SCHEMES) {
                tab.scheme(scheme);
                tab.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 120)))");
                tab.screenshot(SCREENSHOTS.resolve("studio-%s-%d-%s.png".formatted(view, width, scheme)));
                assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt())
                        .as("the width of %s", view)
                        .isLessThanOrEqualTo(width);
            }
        }
        tab.size(1440);
    }
}
