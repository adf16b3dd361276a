package dev.darkroom.system;

import static dev.darkroom.system.Studio.NEWEST;
import static dev.darkroom.system.Studio.awaitDeveloped;
import static dev.darkroom.system.Studio.awaitNewest;
import static dev.darkroom.system.Studio.awaitNewestPrompt;
import static dev.darkroom.system.Studio.order;
import static dev.darkroom.system.Studio.photograph;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The page at `/` in a real browser, on the real services. Afterwards `target/screenshots` holds it for the eye.
@Order(3)
class StudioIT extends InTheStudio {

    private static final String NASTY = "<img src=x onerror=\"document.title='broken into'\"> {{7*7}} a fox";

    @Test
    @Order(1)
    void a_stranger_tries_the_demo_and_watches_a_picture_arrive(Site site) throws IOException {
        studio.open(tab);
        tab.awaitShown("#try-demo");
        photograph(tab, "entrance");
        tab.click("#try-demo");
        Studio.awaitLive(tab);
        tab.awaitShown(".empty .idea");
        tab.attention(false);

        site.aiServer().takes(Duration.ofSeconds(2));
        order(tab, "A lighthouse at dusk, waves below, warm light in the window");
        awaitNewest(tab, "PENDING");
        tab.await("document.querySelector('.bath-words').textContent", "Developing");
        tab.awaitShown("#sheet .tile-actions button");
        awaitNewest(tab, "COMPLETE");
        awaitDeveloped(tab, 1);
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
    void words_of_a_prompt_stay_words() {
        studio.enter(tab);
        order(tab, NASTY);
        awaitNewest(tab, "COMPLETE");
        awaitNewestPrompt(tab, NASTY);

        tab.click(NEWEST + " .tile-open");
        tab.await("document.querySelector('.full-prompt')?.textContent", NASTY);
        assertThat(tab.count("img[src='x']")).isZero();
        assertThat(tab.evaluate("document.title").asString()).doesNotContain("broken");
    }

    @Test
    @Order(3)
    void what_happened_offline_is_there_afterwards(Site site) throws IOException {
        var owner = demo(site);
        studio.enter(tab);
        var before = tab.count(NEWEST);

        studio.goOffline();
        tab.await("document.getElementById('connection').dataset.state === 'open'", "false");
        assertThat(tab.text("#connection-words")).matches("Reconnecting.*|Offline");
        order(tab, "not sent before the network is back");
        tab.awaitShown("#composer-trouble");
        assertThat(tab.text("#composer-trouble")).contains("Your prompt is kept");
        owner.awaitComplete(owner.order("made while nobody listened").id());

        studio.comeBack();
        tab.evaluate("void dispatchEvent(new Event('online'))");
        tab.await("document.querySelectorAll('%s').length".formatted(NEWEST), Integer.toString(before + 1));
        awaitNewestPrompt(tab, "made while nobody listened");
        tab.await("document.querySelector('.toast p')?.textContent", "Back again. 1 result came meanwhile.");
        tab.click("#develop");
        awaitNewestPrompt(tab, "not sent before the network is back");
        awaitNewest(tab, "COMPLETE");
        assertThat(owner.list().stream()
                        .filter(each ->
                                each.json().path("prompt").asString().equals("not sent before the network is back")))
                .hasSize(1);
    }

    @Test
    @Order(4)
    void what_one_tab_has_seen_the_other_does_not_call_new(Site site) throws IOException {
        studio.enter(tab);
        tab.attention(false);
        try (var other = studio.tab()) {
            studio.enter(other);
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
    void on_a_slow_network_nothing_jumps() {
        studio.enter(tab);
        tab.conditions().network(250, 80_000);
        studio.open(tab);
        tab.await("document.getElementById('connection-words').textContent", "Live");
        tab.awaitShown(NEWEST);
        order(tab, "slowly, slowly");
        tab.awaitShown(NEWEST + "[data-status=PENDING]");
        var reserved = place();
        awaitNewest(tab, "COMPLETE");
        assertThat(place()).isEqualTo(reserved);
        awaitDeveloped(tab, 1);
        assertThat(place()).isEqualTo(reserved);
        tab.conditions().network(0, -1);
    }

    @Test
    @Order(6)
    void a_failure_says_why_and_what_can_be_done(Site site) {
        studio.enter(tab);
        site.aiServer().misbehaves("{\"errorRate\":1,\"status\":405}");
        order(tab, "refused at first");
        awaitNewest(tab, "FAILED");
        assertThat(tab.text(NEWEST + " .failed-title")).isEqualTo("Refused by the image server");

        site.aiServer().behaves();
        tab.click(NEWEST + " .tile-actions button");
        awaitNewest(tab, "COMPLETE");

        site.aiServer().takes(Duration.ofSeconds(20));
        order(tab, "not wanted after all");
        awaitNewest(tab, "PENDING");
        tab.click(NEWEST + " .tile-actions button");
        tab.await("document.querySelector('%s .failed-title')?.textContent".formatted(NEWEST), "Cancelled");

        tab.evaluate("void (document.getElementById('options-toggle').click(),"
                + " document.querySelector('[name=seed]').value = '-1')");
        order(tab, "with a seed that cannot be");
        tab.awaitShown("[data-error=seed]");
        assertThat(tab.evaluate("document.activeElement.name").asString()).isEqualTo("seed");
    }

    @Test
    @Order(7)
    void a_token_that_has_ended_is_renewed_and_a_sign_in_that_has_ended_says_so() {
        studio.enter(tab);
        tab.evaluate(keptWith("accessToken", "ended"));
        order(tab, "with the next token");
        awaitNewestPrompt(tab, "with the next token");
        awaitNewest(tab, "COMPLETE");

        tab.evaluate(keptWith("accessToken", "ended") + "," + keptWith("refreshToken", "ended"));
        order(tab, "by nobody");
        tab.awaitShown("#sign-in");
        assertThat(tab.text("#sign-in-trouble")).startsWith("Your sign-in has ended.");
        assertThat(tab.count(".tile")).isZero();
    }

    // ---- how a test goes about

    private static Owner demo(Site site) throws IOException {
        var password = Files.readString(site.data().path().resolve("keys/demo-password"));
        return Owner.signIn(site.api(), site.notifier(), "demo@darkroom.local", password.strip());
    }

    /// Where the newest tile's frame is, and how large.
    private String place() {
        return tab.evaluate(
                        "JSON.stringify(document.querySelector('%s .frame').getBoundingClientRect())".formatted(NEWEST))
                .asString();
    }

    private static String keptWith(String field, String value) {
        return "localStorage.setItem('darkroom.studio.session', JSON.stringify({...JSON.parse(localStorage.getItem("
                + "'darkroom.studio.session')), %s: '%s'}))".formatted(field, value);
    }
}
