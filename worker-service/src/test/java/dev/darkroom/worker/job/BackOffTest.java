package dev.darkroom.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {

    private final BackOff backOff = new BackOff(Duration.ofSeconds(1), 2, Duration.ofSeconds(60));

    @ParameterizedTest
    @CsvSource({"1, 1000", "2, 2000", "3, 4000", "6, 32000", "7, 60000", "1000, 60000"})
    void the_ceiling_doubles_up_to_the_longest_delay(int made, long ceiling) {
        assertThat(backOff.after(made, () -> 1)).isEqualTo(Duration.ofMillis(ceiling));
    }

    @Test
    void chance_spreads_the_delay_from_nothing_to_the_ceiling() {
        assertThat(backOff.after(3, () -> 0)).isZero();
        assertThat(backOff.after(3, () -> 0.5)).isEqualTo(Duration.ofSeconds(2));
    }
}
