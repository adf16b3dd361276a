package dev.darkroom.notifier.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.webhook.delivery.Answer.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final Schedule schedule = new Schedule(
            Stream.of("PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT14H", "PT20H", "PT24H")
                    .map(Duration::parse)
                    .toList(),
            0.1);
    private final RandomGenerator chance = new Random(1);

    @Test
    void ten_attempts_are_made_and_then_the_delivery_has_failed() {
        for (int made = 0; made < 9; made++) {
            var pause = schedule.retries().get(made).toMillis();

            assertThat(judge(status(500), made))
                    .isInstanceOfSatisfying(
                            Verdict.Again.class,
                            again -> assertThat(again.after().toMillis())
                                    .isBetween((long) (pause * 0.9), (long) (pause * 1.1)));
        }
        assertThat(judge(status(500), 9)).isEqualTo(new Verdict.Failed());
        assertThat(judge(new Answer.None(Why.TIMEOUT), 9)).isEqualTo(new Verdict.Failed());
    }

    @Test
    void what_fails_together_does_not_come_back_together() {
        assertThat(Stream.generate(() -> judge(status(500), 1)).limit(50).distinct())
                .hasSizeGreaterThan(40);
    }

    @Test
    void what_could_not_begin_is_postponed_however_many_attempts_were_made() {
        for (int made = 0; made < 12; made++) {
            assertThat(judge(new Answer.None(Why.NOT_BEGUN), made))
                    .isInstanceOfSatisfying(
                            Verdict.Postponed.class,
                            postponed ->
                                    assertThat(postponed.after().toMillis()).isBetween(1_800L, 2_200L));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void any_2xx_is_success(int code) {
        assertThat(judge(status(code), 0)).isEqualTo(new Verdict.Delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 199, 300, 301, 302, 307, 308, 400, 404, 429, 500, 503})
    void anything_else_is_none(int code) {
        assertThat(judge(status(code), 0)).isInstanceOf(Verdict.Again.class);
    }

    @Test
    void gone_ends_it() {
        assertThat(judge(status(410), 0)).isEqualTo(new Verdict.Gone());
    }

    @Test
    void a_busy_receiver_says_how_long_to_wait_within_bounds() {
        assertThat(judge(status(503, Duration.ofMinutes(3)), 0)).isEqualTo(new Verdict.Again(Duration.ofMinutes(3)));
        assertThat(judge(status(429, Duration.ofDays(400)), 0)).isEqualTo(new Verdict.Again(Schedule.LONGEST_WAIT));
        assertThat(pause(judge(status(503, Duration.ofSeconds(1)), 1))).isGreaterThan(Duration.ofMinutes(4));
        assertThat(pause(judge(status(500, Duration.ofMinutes(3)), 0))).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void an_event_that_the_inbox_has_forgotten_is_not_tried_again() {
        assertThat(judge(new Answer.None(Why.EXPIRED), 0)).isEqualTo(new Verdict.Lapsed());
    }

    @Test
    void retry_after_is_seconds_or_a_date_and_anything_else_is_none() {
        assertThat(RetryAfter.read("120", NOW)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.read("Thu, 1 Jan 2026 12:00:30 GMT", NOW)).contains(Duration.ofSeconds(30));
        assertThat(Stream.of("", "-1", "soon", "99999999999999999999", "Thu, 1 Jan 2026 11:00:00 GMT", "1.5", "٣"))
                .allSatisfy(text -> assertThat(RetryAfter.read(text, NOW)).isEmpty());
    }

    private Verdict judge(Answer answer, int made) {
        return schedule.judge(answer, made, chance);
    }

    private static Duration pause(Verdict verdict) {
        return ((Verdict.Again) verdict).after();
    }

    private static Answer status(int code) {
        return new Answer.Status(code, Optional.empty());
    }

    private static Answer status(int code, Duration wish) {
        return new Answer.Status(code, Optional.of(wish));
    }
}
