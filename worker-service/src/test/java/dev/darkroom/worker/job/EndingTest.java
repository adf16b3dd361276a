package dev.darkroom.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.GenerationSnapshot.Image;
import dev.darkroom.worker.job.Ending.Again;
import dev.darkroom.worker.job.Ending.Completed;
import dev.darkroom.worker.job.Ending.Failed;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EndingTest {

    private static final Duration BACK_OFF = Duration.ofSeconds(3);
    private static final Duration LEFT = Duration.ofMinutes(10);
    private static final Circumstances USUAL = new Circumstances(new Budget(1, 5), LEFT, false, BACK_OFF);
    private static final Circumstances LAST = new Circumstances(new Budget(5, 5), LEFT, false, BACK_OFF);
    private static final Circumstances AWAY = new Circumstances(new Budget(5, 5), LEFT, true, BACK_OFF);
    private static final Outcome BUSY = new Outcome.Retryable(because(ErrorCode.AI_SERVER_BUSY));

    @Test
    void a_stored_picture_completes() {
        var image = new StoredImage("k", new Image(new UUID(0, 1), "image/png", 64, 64, 3, "00", null));

        assertThat(Ending.of(new Outcome.Succeeded(List.of(image)), USUAL)).isEqualTo(new Completed(List.of(image)));
    }

    @Test
    void a_rejected_prompt_is_flagged_never_run_again_and_no_matter_for_operators() {
        var ending = Ending.of(new Outcome.Rejected(because(ErrorCode.CONTENT_REJECTED)), USUAL);

        assertThat(ending).isEqualTo(new Failed(FailureCode.CONTENT_REJECTED, "why"));
        assertThat(((Failed) ending).flagged()).isTrue();
        assertThat(FailureCode.CONTENT_REJECTED.retryable()).isFalse();
        assertThat(FailureCode.CONTENT_REJECTED.deadLetter()).isFalse();
    }

    @Test
    void a_request_the_ai_server_cannot_read_is_not_worth_repeating() {
        assertThat(Ending.of(new Outcome.Invalid(because(ErrorCode.INVALID_FOR_AI_SERVER)), USUAL))
                .isEqualTo(new Failed(FailureCode.INVALID_FOR_AI_SERVER, "why"));
        assertThat(FailureCode.INVALID_FOR_AI_SERVER.retryable()).isFalse();
    }

    @Test
    void a_refusal_of_this_worker_is_a_dead_letter_that_can_be_mended_and_run_again() {
        assertThat(Ending.of(new Outcome.Refused(because(ErrorCode.AI_SERVER_REFUSED)), USUAL))
                .isEqualTo(new Failed(FailureCode.AI_SERVER_REFUSED, "why"));
        assertThat(FailureCode.AI_SERVER_REFUSED.retryable()).isTrue();
        assertThat(FailureCode.AI_SERVER_REFUSED.deadLetter()).isTrue();
    }

    @Test
    void what_may_pass_is_tried_again_after_the_back_off() {
        assertThat(Ending.of(BUSY, USUAL)).isEqualTo(new Again(BACK_OFF, true));
    }

    @Test
    void the_ai_servers_own_wish_counts_when_it_is_later() {
        assertThat(Ending.of(asking(Duration.ofSeconds(20)), USUAL)).isEqualTo(new Again(Duration.ofSeconds(20), true));
        assertThat(Ending.of(asking(Duration.ofSeconds(1)), USUAL)).isEqualTo(new Again(BACK_OFF, true));
    }

    @Test
    void the_last_attempt_of_the_run_ends_it() {
        assertThat(Ending.of(BUSY, LAST)).isEqualTo(new Failed(FailureCode.ATTEMPTS_EXHAUSTED, "why"));
        assertThat(FailureCode.ATTEMPTS_EXHAUSTED.deadLetter()).isTrue();
    }

    @Test
    void an_attempt_that_would_come_after_the_deadline_is_not_waited_for() {
        assertThat(Ending.of(asking(LEFT), USUAL))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED));
    }

    @Test
    void while_the_ai_server_is_away_no_failure_is_charged_or_final() {
        assertThat(Ending.of(BUSY, AWAY)).isEqualTo(new Again(BACK_OFF, false));
        assertThat(Ending.of(new Outcome.Refused(because(ErrorCode.AI_SERVER_REFUSED)), AWAY))
                .isEqualTo(new Again(BACK_OFF, false));
        assertThat(Ending.of(asking(Duration.ofDays(1)), AWAY)).isEqualTo(new Again(LEFT, false));
    }

    @Test
    void who_was_not_asked_is_not_charged() {
        assertThat(Ending.of(new Outcome.NotAsked(because(ErrorCode.AI_SERVER_AWAY)), LAST))
                .isEqualTo(new Again(BACK_OFF, false));
    }

    @Test
    void a_lost_last_attempt_ends_the_run() {
        assertThat(Ending.of(new Outcome.Abandoned(because(ErrorCode.WORKER_LOST)), USUAL))
                .isEqualTo(new Failed(FailureCode.ATTEMPTS_EXHAUSTED, "why"));
    }

    @Test
    void a_deadline_that_comes_first_is_told_as_such() {
        assertThat(Ending.of(new Outcome.OutOfTime(because(ErrorCode.AI_SERVER_TIMEOUT)), AWAY))
                .isEqualTo(new Failed(FailureCode.DEADLINE_EXCEEDED, "why"));
    }

    private static Outcome asking(Duration retryAfter) {
        return new Outcome.Retryable(because(ErrorCode.AI_SERVER_BUSY), retryAfter);
    }

    private static Cause because(ErrorCode code) {
        return new Cause(code, "why");
    }
}
