package dev.darkroom.worker.generate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotesTest {

    private static final String PROMPT = "A red fox in the snow, \"at night\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid input: A red fox in the snow, \"at night\"",
                "{\\\"prompt\\\":\\\"A red fox in the snow, \\\\\\\"at",
                "CANNOT DRAW A RED FOX IN THE SN...",
                "fox\\u0020in\\u0020the snow, at night"
            })
    void a_part_of_the_prompt_in_any_form_is_a_quote(String message) {
        assertThat(Quotes.any(message, PROMPT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CUDA out of memory", "no capacity in the red zone", ""})
    void the_servers_own_words_are_not(String message) {
        assertThat(Quotes.any(message, PROMPT)).isFalse();
    }

    @Test
    void a_short_prompt_counts_whole_and_a_tiny_one_says_nothing() {
        assertThat(Quotes.any("cannot paint a unicorn", "Unicorn!")).isTrue();
        assertThat(Quotes.any("cannot paint a unicorn", "a")).isFalse();
        assertThat(Quotes.any("cannot paint a unicorn", null)).isFalse();
    }
}
