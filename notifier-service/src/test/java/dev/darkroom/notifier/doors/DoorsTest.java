package dev.darkroom.notifier.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DoorsTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final String ONE = "192.0.2.1";
    private static final String OTHER = "192.0.2.2";

    private final Doors doors = new Doors(new DoorLimits(2, 3, 10), 0);

    @Test
    void an_address_has_so_many_places_and_one_that_is_given_back_is_free() {
        var first = doors.enter(ONE, 0);
        doors.enter(ONE, 0);

        assertThat(refusal(ONE, 0).code()).isEqualTo(ProblemCode.RATE_LIMITED);
        first.giveBack();
        doors.enter(ONE, 0);
        assertThat(doors.taken()).isEqualTo(2);
    }

    @Test
    void a_place_is_given_back_once_however_often_it_is_said() {
        var place = doors.enter(ONE, 0);
        doors.enter(ONE, 0);
        place.take();
        place.giveBack();
        place.giveBack();
        doors.enter(ONE, 0);

        assertThat(refusal(ONE, 0).code()).isEqualTo(ProblemCode.RATE_LIMITED);
    }

    @Test
    void all_addresses_together_have_so_many_places() {
        doors.enter(ONE, 0);
        doors.enter(ONE, 0);
        doors.enter(OTHER, 0);

        assertThat(refusal("192.0.2.3", 0).code()).isEqualTo(ProblemCode.UNAVAILABLE);
    }

    @Test
    void one_network_of_ipv6_is_one_address() {
        doors.enter("2001:db8:0:1::1", 0);
        doors.enter("2001:db8:0:1:ffff::2", 0);

        assertThat(refusal("2001:0db8::1:0:0:0:3", 0).code()).isEqualTo(ProblemCode.RATE_LIMITED);
        doors.enter("2001:db8:0:2::1", 0);
    }

    @Test
    void what_a_proxy_calls_an_address_counts_as_it_is_and_is_not_looked_up() {
        doors.enter("unknown", 0);
        doors.enter("unknown", 0);

        assertThat(refusal("unknown", 0).code()).isEqualTo(ProblemCode.RATE_LIMITED);
    }

    @Test
    void a_place_that_nobody_takes_within_a_minute_is_free_again() {
        var late = doors.enter(ONE, 0);
        doors.enter(ONE, 0).take();
        assertThat(refusal(ONE, 59 * SECOND).code()).isEqualTo(ProblemCode.RATE_LIMITED);

        doors.enter(ONE, 60 * SECOND).giveBack();
        assertThat(doors.taken()).isEqualTo(1);
        late.take();
        assertThat(doors.taken()).isEqualTo(2);
        late.giveBack();
        assertThat(doors.taken()).isEqualTo(1);
    }

    @Test
    void a_seconds_worth_of_handshakes_may_come_at_once_and_then_they_trickle() {
        IntStream.range(0, 10).forEach(_ -> doors.enter(ONE, 0).giveBack());

        var refusal = refusal(ONE, 0);
        assertThat(refusal.code()).isEqualTo(ProblemCode.UNAVAILABLE);
        assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        refusal(ONE, SECOND / 10 - 1);
        doors.enter(ONE, SECOND / 10).giveBack();
        refusal(ONE, SECOND / 10);
        IntStream.range(0, 10).forEach(_ -> doors.enter(ONE, 100 * SECOND).giveBack());
        refusal(ONE, 100 * SECOND);
    }

    private Problem refusal(String address, long nanos) {
        return catchThrowableOfType(Problem.class, () -> doors.enter(address, nanos));
    }
}
