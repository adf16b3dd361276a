package dev.darkroom.system;

import static dev.darkroom.system.Studio.NEWEST;
import static dev.darkroom.system.Studio.awaitDeveloped;
import static dev.darkroom.system.Studio.awaitLive;
import static dev.darkroom.system.Studio.awaitNewest;
import static dev.darkroom.system.Studio.awaitNewestPrompt;
import static dev.darkroom.system.Studio.glance;
import static dev.darkroom.system.Studio.order;
import static dev.darkroom.system.Studio.photograph;
import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The page at `/` for whoever comes: new, without a mouse, with a small phone, with weak eyes, with many pictures.
/// Each
/// test goes on with the account that the first one makes.
@Order(3)
class StudioForEveryoneIT extends InTheStudio {

    private static final String EMAIL = "newcomer@example.org";
    private static final String PASSWORD = "short, but longer than it was";

    /// As many as the page asks for at once.
    private static final int PAGE = 24;

    /// What a finger or a weak hand cannot reach at this width: it sticks out, or is too small (WCAG 2.2, 2.5.8).
    private static final String OUT_OF_REACH = """
            [...(document.querySelector('dialog:modal') ?? document).querySelectorAll('button, input, select, textarea')]
              .filter(each => each.checkVisibility({ visibilityProperty: true }))
              .map(each => [each, (each.type === 'radio' ? each.parentElement : each).getBoundingClientRect()])
              .filter(([each, box]) => box.left < 0 || box.right > innerWidth
                  || ((box.width < 24 || box.height < 24) && each.type !== 'checkbox'))
              .map(([each, box]) => `${each.id || each.name || each.className || each.textContent} ${JSON.stringify(box)}`)
            """;

    /// What moves for longer than anybody can see.
    private static final String MOVING = """
            document.getAnimations().filter(each => each.playState === 'running' &&
                each.effect.getComputedTiming().activeDuration > 1).length""";

    @Test
    @Order(1)
    void a_newcomer_makes_an_account_and_a_first_picture_with_the_keyboard_alone() throws IOException {
        studio.open(tab);
        tabTo("id", "switch");
        tab.press("Enter");
        tab.await("document.activeElement.id", "email");
        tab.type(EMAIL);
        tab.press("Tab");
        tab.type("short");
        tab.press("Enter");
        tab.awaitText("#sign-in-trouble", "12 characters");
        glance(tab, "register");
        tab.await("document.activeElement.id", "password");
        tab.type(PASSWORD.substring("short".length()));
        tab.press("Enter");
        awaitLive(tab);
        assertThat(tab.text("#who")).isEqualTo(EMAIL);

        tab.awaitText("#empty", "Nothing on the sheet yet");
        glance(tab, "empty");
        tabTo("className", "button idea");
        tab.press("Enter");
        tab.await("document.activeElement.id", "prompt");
        assertThat(written()).isEqualTo("A red fox in the snow");
        tab.press("Enter");
        awaitNewest(tab, "COMPLETE");
        awaitDeveloped(tab, 1);
        assertThat(tab.shows("#empty")).isFalse();
        glance(tab, "first");
    }

    @Test
    @Order(2)
    void a_keyboard_is_enough() {
        studio.enter(tab);
        tab.press("Escape");
        tab.evaluate("document.activeElement.blur()");
        tab.press("/");
        tab.await("document.activeElement.id", "prompt");
        tab.type("by keyboard alone");
        tab.press("Enter");
        awaitNewestPrompt(tab, "by keyboard alone");
        awaitNewest(tab, "COMPLETE");
        tabTo("className", "tile-open");
        tab.press("ArrowRight");
        tab.await(
                "document.activeElement.closest('.tile') === document.querySelectorAll('%s')[1]".formatted(NEWEST),
                "true");
        tab.press("Enter");
        tab.awaitShown("#detail .offers");
        tab.press("ArrowLeft");
        tab.await("document.querySelector('.full-prompt').textContent", "by keyboard alone");
        tab.press("Escape");
        tab.awaitHidden("#detail");
        tab.await("document.activeElement.closest('.tile') === document.querySelector('%s')".formatted(NEWEST), "true");
        tab.press("?");
        tab.awaitShown("#shortcuts");
        tab.press("Escape");
        tab.awaitHidden("#shortcuts");
    }

    @Test
    @Order(3)
    void it_can_be_read_at_every_width_by_day_and_by_night(Site site) throws IOException {
        var owner = newcomer(site);
        site.aiServer().misbehaves("{\"errorRate\":1,\"status\":405}");
        var refused =
                owner.order("An old harbour town seen from the sea. ".repeat(30).strip());
        eventually(() -> assertThat(owner.list("&status=FAILED")).hasSize(1));
        site.aiServer().behaves();
        for (var prompt : List.of("Mountains at dawn, mist in the valley", "Dunes under a full moon")) {
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
        studio.enter(tab);
        tab.attention(false);
        site.aiServer().takes(Duration.ofSeconds(30));
        order(tab, "A paper boat on a still lake, first light");
        awaitNewest(tab, "PENDING");
        tab.evaluate("scrollTo(0, 0)");
        awaitDeveloped(tab, 3);

        photograph(tab, "sheet");
        tab.click("#g-" + refused.id() + " .tile-open");
        tab.awaitText("#detail", "Refused by the image server");
        glance(tab, "failed");
        tab.press("Escape");
        tab.awaitHidden("#detail");
        tab.click("#sheet [data-status=COMPLETE] .tile-open");
        tab.await("document.querySelector('.whole')?.naturalWidth > 0", "true");
        photograph(tab, "detail");
        tab.press("Escape");
        tab.awaitHidden("#detail");
        tab.click("#sheet [data-status=PENDING] .tile-actions button");
        tab.await("document.querySelector('%s .failed-title')?.textContent".formatted(NEWEST), "Cancelled");

        site.aiServer().takes(Duration.ofMillis(150));
        tab.click("#g-" + refused.id() + " .tile-actions button");
        eventually(() -> assertThat(owner.list("&status=FAILED")).hasSize(1));
    }

    @Test
    @Order(4)
    void what_cannot_be_taken_now_is_told_in_clear_words_and_the_prompt_is_kept() throws IOException {
        studio.enter(tab);
        refuse("RATE_LIMITED", 2);
        order(tab, "a heron, very still");
        tab.awaitText("#composer-trouble", "That was a lot at once. Your prompt is kept");
        assertThat(tab.text("#develop")).matches("Wait [12] s");
        assertThat(written()).isEqualTo("a heron, very still");
        tab.await("document.getElementById('develop').disabled", "false");
        assertThat(tab.shows("#composer-trouble")).isFalse();

        refuse("QUEUE_FULL", 60);
        tab.click("#develop");
        tab.awaitText("#composer-trouble", "As many pictures as you may have are in the making");
        assertThat(written()).isEqualTo("a heron, very still");
        glance(tab, "refused");

        tab.conditions().serversAnswer();
        tab.click("#develop");
        awaitNewestPrompt(tab, "a heron, very still");
        awaitNewest(tab, "COMPLETE");
        assertThat(written()).isEmpty();
    }

    @Test
    @Order(5)
    void the_history_goes_on_as_far_as_one_scrolls(Site site) throws IOException {
        var owner = newcomer(site);
        var there = owner.list().size();
        owner.order(2 * PAGE + 2 - there, "one of many");
        eventually(() -> assertThat(owner.list("&status=PENDING")).isEmpty());
        studio.enter(tab);
        awaitTiles(PAGE);
        glance(tab, "many");
        for (var tiles : List.of(2 * PAGE, 2 * PAGE + 2)) {
            tab.evaluate("scrollTo(0, document.body.scrollHeight)");
            awaitTiles(tiles);
        }
        assertThat(tab.evaluate("[...document.querySelectorAll('%s')].map(each => each.id.slice(2)).join()"
                                .formatted(NEWEST))
                        .asString())
                .isEqualTo(owner.list().stream().map(Generation::id).collect(Collectors.joining(",")));
        assertThat(tab.text("#more")).isEmpty();
    }

    @Test
    @Order(6)
    void on_a_small_phone_everything_is_within_reach() {
        tab.conditions().width(360);
        studio.enter(tab);
        allWithinReach();
        tab.tap("#options-toggle");
        tab.tap("#formats label:last-child");
        tab.awaitShown(".custom");
        allWithinReach();
        tab.tap("#formats label:nth-of-type(1)");
        tab.tap("#prompt");
        tab.type("made with a thumb");
        tab.tap("#develop");
        awaitNewestPrompt(tab, "made with a thumb");
        awaitNewest(tab, "COMPLETE");
        tab.tap("#account");
        tab.awaitShown("#menu");
        allWithinReach();
        tab.tap("#help");
        tab.awaitShown("#shortcuts");
        allWithinReach();
        tab.press("Escape");
        tab.tap(NEWEST + " .tile-open");
        tab.awaitShown("#detail .offers");
        allWithinReach();
        tab.tap("#detail .close");
        tab.awaitHidden("#detail");
    }

    @Test
    @Order(7)
    void who_asks_for_less_motion_sees_none(Site site) {
        studio.enter(tab);
        site.aiServer().takes(Duration.ofSeconds(2));
        order(tab, "a boat that does not rock");
        awaitNewest(tab, "PENDING");
        assertThat(moving()).isPositive();
        tab.conditions().prefers("reduced-motion", "reduce");
        eventually(() -> assertThat(moving()).isZero());
        tab.click(NEWEST + " .tile-open");
        assertThat(moving()).isZero();
        tab.press("Escape");
        awaitNewest(tab, "COMPLETE");
        tab.awaitShown(NEWEST + " .print.developed");
        assertThat(moving()).isZero();
    }

    // ---- how a test goes about

    private static Owner newcomer(Site site) {
        return Owner.signIn(site.api(), site.notifier(), EMAIL, PASSWORD);
    }

    private void tabTo(String attribute, String value) {
        for (var presses = 0; presses < 40 && !focused(attribute).equals(value); presses++) {
            tab.press("Tab");
        }
        assertThat(focused(attribute)).isEqualTo(value);
    }

    private String focused(String attribute) {
        return tab.evaluate("document.activeElement." + attribute).asString();
    }

    private String written() {
        return tab.evaluate("document.getElementById('prompt').value").asString();
    }

    /// As api-service says no, whatever there is to say it for.
    private void refuse(String code, int retryAfterSeconds) {
        tab.conditions()
                .answer(
                        "*/api/generation",
                        429,
                        Map.of(
                                "Content-Type",
                                "application/problem+json",
                                "Retry-After",
                                Integer.toString(retryAfterSeconds)),
                        """
                        {"title":"Too Many Requests","status":429,"code":"%s","detail":"Not now."}""".formatted(code));
    }

    private void awaitTiles(int tiles) {
        eventually(() -> assertThat(tab.count(NEWEST)).isEqualTo(tiles));
    }

    private void allWithinReach() {
        tab.settle();
        assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(360);
        assertThat(tab.evaluate(OUT_OF_REACH)).isEmpty();
    }

    private int moving() {
        return tab.evaluate(MOVING).asInt();
    }
}
