package dev.darkroom.worker.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final String NOW = "Thu, 01 Jan 2026 12:00:00 GMT";

    @Test
    void seconds_are_seconds_up_to_a_day() {
        assertThat(of("7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(of("99999999999999999999")).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void a_date_is_as_far_away_as_the_server_sees_it() {
        assertThat(of("Thu, 01 Jan 2026 12:01:30 GMT")).isEqualTo(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-3", "soon", "1.5", "Thu, 01 Jan 2026 11:59:59 GMT"})
    void what_makes_no_sense_or_is_over_asks_for_nothing(String value) {
        assertThat(of(value)).isNull();
    }

    private static Duration of(String value) {
        return RetryAfter.of(
                HttpHeaders.of(Map.of("Retry-After", List.of(value), "Date", List.of(NOW)), (_, _) -> true));
    }
}
