package dev.darkroom.notifier.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConductTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void messages_are_counted_for_a_minute_and_then_anew() {
        var conduct = Conduct.unblemished(0);
        for (int second = 0; second < 60; second++) {
            conduct = conduct.message(second * SECOND);
        }
        assertThat(conduct.messages()).isEqualTo(60);
        assertThat(conduct.message(60 * SECOND).messages()).isEqualTo(1);
    }

    @Test
    void mistakes_are_never_forgotten() {
        var conduct = Conduct.unblemished(0).mistake().message(90 * SECOND).mistake();

        assertThat(conduct.mistakes()).isEqualTo(2);
    }
}
