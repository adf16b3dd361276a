package dev.darkroom.api.accept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.accept.OrderRules.Verdict;
import dev.darkroom.contract.GenerationSnapshot.Kind;
import dev.darkroom.web.FieldError;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderRulesTest {

    private static final String FOX = "a red fox in the snow";

    @Test
    void a_prompt_alone_is_enough_and_the_rest_has_defaults() {
        assertThat(OrderRules.judge(body(FOX)))
                .isEqualTo(new Verdict.Acceptable(new GenerationOrder(
                        FOX, null, 1024, 1024, 1, null, "default", Kind.IMAGE, null, Duration.ofMinutes(15))));
    }

    @Test
    void a_prompt_is_trimmed_before_it_is_measured() {
        assertThat(OrderRules.judge(body("  \n" + "x".repeat(1500) + " "))).isInstanceOf(Verdict.Acceptable.class);
    }

    @Test
    void a_prompt_is_measured_in_characters_not_in_bytes() {
        assertThat(OrderRules.judge(body("🦊".repeat(1500)))).isInstanceOf(Verdict.Acceptable.class);
        assertThat(wrongWith(body("🦊".repeat(1501)))).containsExactly("prompt TOO_LONG");
    }

    @Test
    void a_missing_prompt_is_told_from_a_blank_one() {
        assertThat(wrongWith(body(null))).containsExactly("prompt REQUIRED");
        assertThat(wrongWith(body(" \t\n "))).containsExactly("prompt BLANK");
        assertThat(wrongWith(body("\u00A0\u2003\u3000"))).containsExactly("prompt BLANK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\u0007b", "\u001bfox", "fox\u000b", "a\rb", "a\u0085b", "a\ud800b"})
    void control_characters_and_broken_unicode_are_refused(String prompt) {
        assertThat(wrongWith(body(prompt))).containsExactly("prompt CONTROL_CHARACTER");
    }

    @Test
    void line_feeds_and_tabs_are_allowed() {
        assertThat(OrderRules.judge(body("a fox\n\tin the snow"))).isInstanceOf(Verdict.Acceptable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 2056, -8, Integer.MAX_VALUE})
    void a_side_outside_64_to_2048_is_refused(int side) {
        assertThat(wrongWith(size(side))).contains("width OUT_OF_RANGE");
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 100, 2047})
    void a_side_that_is_no_multiple_of_8_is_refused(int side) {
        assertThat(wrongWith(size(side))).containsExactly("width STEP");
    }

    @Test
    void everything_wrong_is_told_at_once() {
        var body = new GenerationBody(
                "",
                "x".repeat(1501),
                60,
                4096,
                5,
                4_294_967_296L,
                "m".repeat(65),
                Kind.AVATAR,
                "r".repeat(129),
                29,
                true);

        assertThat(wrongWith(body))
                .containsExactlyInAnyOrder(
                        "kind NOT_AVAILABLE",
                        "public NOT_AVAILABLE",
                        "prompt BLANK",
                        "negativePrompt TOO_LONG",
                        "width OUT_OF_RANGE",
                        "width STEP",
                        "height OUT_OF_RANGE",
                        "count OUT_OF_RANGE",
                        "seed OUT_OF_RANGE",
                        "model TOO_LONG",
                        "clientReference TOO_LONG",
                        "deadlineSeconds OUT_OF_RANGE");
    }

    private static GenerationBody body(String prompt) {
        return new GenerationBody(prompt, null, null, null, null, null, null, null, null, null, null);
    }

    private static GenerationBody size(int width) {
        return new GenerationBody(FOX, null, width, null, null, null, null, null, null, null, null);
    }

    private static List<String> wrongWith(GenerationBody body) {
        return ((Verdict.Unacceptable) OrderRules.judge(body))
                .errors().stream()
                        .map((FieldError error) -> error.field() + " " + error.code())
                        .toList();
    }
}
