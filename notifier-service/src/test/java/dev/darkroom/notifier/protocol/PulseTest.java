package dev.darkroom.notifier.protocol;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.protocol.Pulse.Beat;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PulseTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Limits LIMITS =
            new Limits(4096, 120, 3, 10, ofSeconds(25), ofSeconds(10), ofSeconds(10), ofSeconds(60), ofHours(24));

    private Duration passed = Duration.ZERO;
    private Pulse pulse = until(ofMinutes(15));

    @Test
    void a_session_is_pinged_every_25_seconds() {
        assertThat(after(ofSeconds(24))).isEqualTo(new Beat.Rest());
        assertThat(after(ofSeconds(1))).isEqualTo(new Beat.SendPing());
        pulse.pingLeft(nanos());
        pulse.pong();
        assertThat(after(ofSeconds(24))).isEqualTo(new Beat.Rest());
        assertThat(after(ofSeconds(1))).isEqualTo(new Beat.SendPing());
    }

    @Test
    void a_client_that_does_not_answer_a_ping_for_10_seconds_is_let_go() {
        after(ofSeconds(25));
        pulse.pingLeft(nanos());
        assertThat(after(ofSeconds(9))).isEqualTo(new Beat.Rest());
        assertThat(after(ofSeconds(1))).isEqualTo(new Beat.End(Ending.NO_PONG));
    }

    @Test
    void a_pong_that_is_read_before_the_write_of_its_ping_returns_counts() {
        after(ofSeconds(25));
        pulse.pong();
        pulse.pingLeft(nanos());
        assertThat(after(ofSeconds(24))).isEqualTo(new Beat.Rest());
        assertThat(after(ofSeconds(1))).isEqualTo(new Beat.SendPing());
    }

    @Test
    void the_time_to_answer_begins_when_the_ping_has_left() {
        assertThat(after(ofSeconds(25))).isEqualTo(new Beat.SendPing());
        assertThat(after(ofSeconds(30))).isEqualTo(new Beat.Rest());
    }

    @Test
    void a_write_that_takes_10_seconds_ends_the_session_before_its_pong_is_missed() {
        after(ofSeconds(25));
        pulse.pingLeft(nanos());
        pulse.writeBegins(nanos());
        assertThat(after(ofSeconds(10))).isEqualTo(new Beat.End(Ending.STALLED));
    }

    @Test
    void a_write_that_came_through_is_forgotten() {
        pulse.writeBegins(nanos());
        pulse.writeEnds();
        assertThat(after(ofSeconds(10))).isEqualTo(new Beat.Rest());
    }

    @Test
    void a_session_asks_once_for_a_fresh_ticket_and_ends_without_one() {
        pulse = until(ofSeconds(70));
        assertThat(after(ofSeconds(9))).isEqualTo(new Beat.Rest());
        assertThat(after(ofSeconds(1))).isEqualTo(new Beat.AskForTicket(NOON.plusSeconds(70)));
        assertThat(after(ofSeconds(1))).isEqualTo(new Beat.Rest());
        assertThat(after(ofSeconds(59))).isEqualTo(new Beat.End(Ending.EXPIRED));
    }

    @Test
    void a_fresh_ticket_keeps_the_session_and_is_asked_for_again() {
        pulse = until(ofSeconds(60));
        assertThat(after(Duration.ZERO)).isInstanceOf(Beat.AskForTicket.class);
        pulse.renew(NOON, NOON.plusSeconds(90));
        assertThat(after(ofSeconds(20))).isEqualTo(new Beat.Rest());
        assertThat(after(ofSeconds(10))).isEqualTo(new Beat.AskForTicket(NOON.plusSeconds(90)));
        assertThat(after(ofSeconds(59))).isInstanceOf(Beat.SendPing.class);
        assertThat(after(ofSeconds(1))).isEqualTo(new Beat.End(Ending.EXPIRED));
    }

    @Test
    void a_ticket_that_lasts_no_longer_than_the_one_before_is_not_asked_for_again() {
        pulse = until(ofSeconds(60));
        assertThat(after(Duration.ZERO)).isInstanceOf(Beat.AskForTicket.class);
        pulse.renew(NOON, NOON.plusSeconds(60));
        assertThat(after(ofSeconds(1))).isEqualTo(new Beat.Rest());
        assertThat(after(ofSeconds(59))).isEqualTo(new Beat.End(Ending.EXPIRED));
    }

    @Test
    void a_pong_may_wait_behind_what_the_client_said_before_it_as_long_as_that_is_worked_on() {
        after(ofSeconds(25));
        pulse.pingLeft(nanos());
        after(ofSeconds(2));
        pulse.hearingBegins(nanos());
        assertThat(after(ofSeconds(30))).isEqualTo(new Beat.Rest());
        pulse.hearingEnds(nanos());
        assertThat(after(ofSeconds(7))).isEqualTo(new Beat.Rest());
        assertThat(after(ofSeconds(1))).isEqualTo(new Beat.End(Ending.NO_PONG));
    }

    @Test
    void no_session_lives_longer_than_a_day_on_one_credential() {
        pulse = until(ofHours(1000));
        assertThat(after(ofHours(24))).isEqualTo(new Beat.End(Ending.EXPIRED));
    }

    private Pulse until(Duration life) {
        return new Pulse(LIMITS, nanos(), NOON, NOON.plus(life));
    }

    private Beat after(Duration time) {
        passed = passed.plus(time);
        return pulse.beat(nanos(), NOON.plus(passed));
    }

    private long nanos() {
        return 1 + passed.toNanos();
    }
}
