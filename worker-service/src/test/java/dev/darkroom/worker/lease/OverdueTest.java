package dev.darkroom.worker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.Topics;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RealParts(kafka = false)
class OverdueTest {

    private final Fleet fleet;
    private Fleet.Member worker;

    OverdueTest(Database database) {
        fleet = new Fleet(database);
    }

    @BeforeEach
    void join() {
        fleet.clear();
        worker = fleet.join();
        worker.lease().beat();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void what_was_never_picked_up_ends_with_its_deadline() {
        var generation = fleet.accepted().one();
        fleet.accepted().change(generation, "deadline = now() - interval '1 millisecond'");
        var inTime = fleet.accepted().one();

        assertThat(worker.overdue().tick()).isEqualTo(1);

        assertThat(fleet.accepted().row(generation))
                .containsEntry("status", "FAILED")
                .containsEntry("stage", null)
                .containsEntry("failure_code", "DEADLINE_EXCEEDED")
                .containsEntry("failure_retryable", true);
        assertThat(fleet.accepted().runsOf(generation)).isEqualTo(1);
        assertThat(fleet.accepted().outbox(generation))
                .extracting(record -> record.get("topic"))
                .containsExactly(Topics.EVENTS, Topics.DEAD_LETTERS);
        assertThat(fleet.accepted().row(inTime)).containsEntry("status", "PENDING");
    }

    @Test
    void an_attempt_that_ended_before_keeps_its_own_outcome() {
        var job = fleet.claimed(worker.id());
        fleet.accepted()
                .change(
                        job.generationId(),
                        "stage = 'RETRY_WAIT', lease_owner = null, deadline = now() - interval '1 second'");
        fleet.finishAttempt(job, "RETRYABLE");

        assertThat(worker.overdue().tick()).isEqualTo(1);

        assertThat(fleet.accepted().attempt(job.generationId(), 1))
                .containsEntry("outcome", "RETRYABLE")
                .containsEntry("error_code", "AI_SERVER_BUSY");
    }

    @Test
    void a_worker_gets_a_moment_to_end_what_it_holds() {
        var held = fleet.claimed(worker.id());
        fleet.accepted().change(held.generationId(), "deadline = now() - interval '2 seconds'");
        var forgotten = fleet.claimed(UUID.randomUUID());
        fleet.accepted().change(forgotten.generationId(), "deadline = now() - interval '6 seconds'");

        assertThat(worker.overdue().tick()).isEqualTo(1);

        assertThat(fleet.accepted().row(held.generationId())).containsEntry("status", "PENDING");
        assertThat(fleet.accepted().row(forgotten.generationId()))
                .containsEntry("status", "FAILED")
                .containsEntry("lease_owner", null);
    }
}
