package dev.darkroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration AT_ONCE = Duration.ofMillis(200);

    @Test
    void waits_a_second_and_doubles_up_to_thirty() {
        var delays = Stream.iterate(Backoff.NONE.afterDeath(AT_ONCE), backoff -> backoff.afterDeath(AT_ONCE))
                .limit(8)
                .map(backoff -> backoff.delay().toSeconds());

        assertThat(delays).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void a_minute_of_life_forgives_earlier_deaths() {
        var troubled = new Backoff(7);

        assertThat(troubled.afterDeath(Duration.ofSeconds(60)).delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(troubled.afterDeath(Duration.ofMillis(59_999)).delay()).isEqualTo(Backoff.LONGEST);
    }

    @Test
    void years_of_deaths_do_not_overflow() {
        assertThat(new Backoff(Integer.MAX_VALUE).delay()).isEqualTo(Backoff.LONGEST);
    }

    @Test
    void who_never_died_does_not_wait() {
        assertThat(Backoff.NONE.delay()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(-1));
    }
}
