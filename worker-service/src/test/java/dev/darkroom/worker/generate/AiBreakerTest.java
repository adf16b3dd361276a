package dev.darkroom.worker.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.worker.generate.Answer.Failed;
import dev.darkroom.worker.generate.Answer.Painted;
import dev.darkroom.worker.job.Availability.Reason;
import dev.darkroom.worker.job.Availability.Standing;
import dev.darkroom.worker.job.Availability.State;
import dev.darkroom.worker.job.Cause;
import dev.darkroom.worker.job.ErrorCode;
import dev.darkroom.worker.job.Outcome;
import dev.darkroom.worker.stage.Shipped;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AiBreakerTest {

    private static final Answer PAINTED = new Painted(List.of());
    private static final Answer DOWN = failed(ErrorCode.AI_SERVER_UNREACHABLE);
    private static final Answer BUSY = failed(ErrorCode.AI_SERVER_BUSY);
    private static final Answer REFUSED =
            new Failed(new Outcome.Refused(new Cause(ErrorCode.AI_SERVER_REFUSED, "who are you", 401)));

    private final AiBreaker breaker =
            new GenerateConfiguration().aiBreaker(Shipped.settings(), new SimpleMeterRegistry());

    @Test
    void ten_calls_that_found_nobody_open_it() {
        answered(9, DOWN);
        assertThat(breaker.away()).isFalse();

        answered(1, DOWN);

        assertThat(breaker.standing()).isEqualTo(new Standing("openai", State.OPEN, Reason.OUTAGE));
        assertThat(breaker.begin(UUID.randomUUID())).isNull();
        assertThat(breaker.room(0)).isZero();
    }

    @Test
    void a_server_that_fails_now_and_then_stays_in_use() {
        for (int round = 0; round < 20; round++) {
            answered(2, DOWN);
            answered(1, PAINTED);
        }

        assertThat(breaker.away()).isFalse();
    }

    @Test
    void a_busy_server_is_not_away() {
        answered(50, BUSY);

        assertThat(breaker.away()).isFalse();
        assertThat(breaker.room(60)).isPositive();
    }

    @Test
    void ten_refusals_in_a_row_open_it_and_say_why() {
        answered(9, REFUSED);
        answered(1, PAINTED);
        answered(9, REFUSED);
        assertThat(breaker.away()).isFalse();

        answered(1, REFUSED);

        assertThat(breaker.standing()).isEqualTo(new Standing("openai", State.OPEN, Reason.CONFIGURATION));
    }

    @Test
    void three_good_probes_close_it() {
        answered(10, DOWN);
        breaker.halfOpen();
        assertThat(breaker.room(0)).isEqualTo(3);
        assertThat(breaker.room(2)).isEqualTo(1);

        answered(3, PAINTED);

        assertThat(breaker.standing()).isEqualTo(new Standing("openai", State.CLOSED, null));
    }

    @Test
    void probes_that_fail_open_it_again_and_are_remembered() {
        answered(10, DOWN);
        breaker.halfOpen();
        var probe = UUID.randomUUID();

        answer(probe, DOWN);
        answered(2, DOWN);

        assertThat(breaker.standing().state()).isEqualTo(State.OPEN);
        assertThat(breaker.failedAsProbe(probe)).isTrue();
        assertThat(breaker.failedAsProbe(UUID.randomUUID())).isFalse();
    }

    @Test
    void a_server_that_is_only_busy_when_it_is_tried_is_not_back() {
        answered(10, DOWN);
        breaker.halfOpen();

        answered(3, BUSY);

        assertThat(breaker.standing().state()).isEqualTo(State.OPEN);
    }

    @Test
    void a_probe_that_was_broken_off_leaves_its_place_and_one_that_answered_does_not() {
        answered(10, DOWN);
        breaker.halfOpen();

        answered(1, null);
        assertThat(breaker.room(0)).isEqualTo(3);
        answered(1, PAINTED);

        assertThat(breaker.room(0)).isEqualTo(2);
        assertThat(breaker.room(2)).isZero();
    }

    @Test
    void an_answer_to_a_call_from_before_says_nothing_about_the_probes() {
        var before = new ArrayList<AiBreaker.Call>();
        for (int call = 0; call < 5; call++) {
            before.add(breaker.begin(UUID.randomUUID()));
        }
        answered(10, DOWN);
        breaker.halfOpen();

        before.forEach(call -> breaker.end(call, DOWN));

        assertThat(breaker.standing().state()).isEqualTo(State.HALF_OPEN);
    }

    private void answered(int times, @Nullable Answer answer) {
        for (int time = 0; time < times; time++) {
            answer(UUID.randomUUID(), answer);
        }
    }

    private void answer(UUID generation, @Nullable Answer answer) {
        var call = breaker.begin(generation);
        assertThat(call).isNotNull();
        breaker.end(call, answer);
    }

    private static Answer failed(ErrorCode code) {
        return new Failed(new Outcome.Retryable(new Cause(code, "why")));
    }
}
