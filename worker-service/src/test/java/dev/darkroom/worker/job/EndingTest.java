package dev.darkroom.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.GenerationSnapshot.Image;
import dev.darkroom.worker.job.Ending.Completed;
import dev.darkroom.worker.job.Ending.Failed;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EndingTest {

    @Test
    void a_stored_picture_completes() {
        var image = new StoredImage("k", new Image(new UUID(0, 1), "image/png", 64, 64, 3, "00", null));

        assertThat(Ending.of(new Outcome.Succeeded(List.of(image)))).isEqualTo(new Completed(List.of(image)));
    }

    @Test
    void a_rejected_prompt_is_flagged_and_never_run_again() {
        var ending = Ending.of(new Outcome.Rejected(because(ErrorCode.CONTENT_REJECTED)));

        assertThat(ending).isEqualTo(new Failed(FailureCode.CONTENT_REJECTED, "why"));
        assertThat(((Failed) ending).flagged()).isTrue();
        assertThat(((Failed) ending).code().retryable()).isFalse();
    }

    @Test
    void a_request_the_ai_server_cannot_read_is_not_worth_repeating() {
        assertFails(new Outcome.Invalid(because(ErrorCode.INVALID_FOR_AI_SERVER)), FailureCode.INVALID_FOR_AI_SERVER);
        assertThat(FailureCode.INVALID_FOR_AI_SERVER.retryable()).isFalse();
    }

    @Test
    void a_refusal_of_this_worker_can_be_mended_and_run_again() {
        assertFails(new Outcome.Refused(because(ErrorCode.AI_SERVER_REFUSED)), FailureCode.AI_SERVER_REFUSED);
        assertThat(FailureCode.AI_SERVER_REFUSED.retryable()).isTrue();
    }

    @Test
    void what_may_pass_ends_the_run_as_exhausted() {
        assertFails(new Outcome.Retryable(because(ErrorCode.AI_SERVER_BUSY)), FailureCode.ATTEMPTS_EXHAUSTED);
        assertFails(new Outcome.Abandoned(because(ErrorCode.WORKER_LOST)), FailureCode.ATTEMPTS_EXHAUSTED);
    }

    @Test
    void a_deadline_that_comes_first_is_told_as_such() {
        assertFails(new Outcome.OutOfTime(because(ErrorCode.AI_SERVER_TIMEOUT)), FailureCode.DEADLINE_EXCEEDED);
    }

    private static void assertFails(Outcome outcome, FailureCode code) {
        assertThat(Ending.of(outcome)).isEqualTo(new Failed(code, "why"));
        assertThat(new Failed(code, "why").flagged()).isFalse();
    }

    private static Cause because(ErrorCode code) {
        return new Cause(code, "why");
    }
}
