package dev.darkroom.bench.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void what_was_given_and_what_was_not_both_reach_the_report() {
        var arguments = new Arguments(List.of("--rate", "50", "--no-auth"));

        assertThat(arguments.whole("rate", 20, 1, 100)).isEqualTo(50);
        assertThat(arguments.whole("count", 400, 1, 1000)).isEqualTo(400);
        assertThat(arguments.flag("no-auth")).isTrue();
        arguments.nothingElse();
        assertThat(arguments.used()).containsExactly(entry("rate", 50), entry("count", 400), entry("no-auth", true));
    }

    @Test
    void every_number_has_bounds() {
        assertRefused("--rate takes a whole number from 1 to 100", "--rate", "101");
        assertRefused("--rate takes a whole number from 1 to 100", "--rate", "0");
        assertRefused("--rate takes a whole number from 1 to 100", "--rate", "fast");
        assertRefused("--rate takes a whole number from 1 to 100", "--rate");
    }

    @Test
    void what_nobody_reads_is_refused_rather_than_ignored() {
        assertRefused("unknown option --rat", "--rat", "5");
        assertRefused("did not expect '5'", "5");
        assertRefused("--rate is given twice", "--rate", "5", "--rate", "6");
    }

    private static void assertRefused(String message, String... words) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> {
                    var arguments = new Arguments(List.of(words));
                    arguments.whole("rate", 20, 1, 100);
                    arguments.nothingElse();
                })
                .withMessageContaining(message);
    }
}
