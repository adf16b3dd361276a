package dev.darkroom.worker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.wire.WireJson;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RealParts(kafka = false)
class FarewellTest {

    private final Fleet fleet;

    FarewellTest(Database database) {
        fleet = new Fleet(database);
    }

    @BeforeEach
    void clear() {
        fleet.clear();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void calls_that_do_not_finish_in_time_go_back_without_being_charged() {
        var worker = fleet.join(Duration.ofMillis(50));
        worker.lease().beat();
        var id = worker.id();
        var job = fleet.claimed(id, 2, 5);
        var call = worker.hold(job);

        worker.farewell().finish();
        worker.farewell().leave();

        assertThat(call.brokenOff()).isTrue();
        assertThat(fleet.accepted().row(job.generationId()))
                .containsEntry("status", "PENDING")
                .containsEntry("stage", "QUEUED")
                .containsEntry("lease_owner", null)
                .containsEntry("attempt", 2)
                .containsEntry("attempts_made", 1);
        assertThat(fleet.accepted().attempt(job.generationId(), 2))
                .containsEntry("outcome", "ABANDONED")
                .containsEntry("charged", false)
                .containsEntry("error_code", "WORKER_STOPPED");
        assertThat(fleet.accepted().outbox(job.generationId()))
                .singleElement()
                .extracting(record ->
                        WireJson.mapper().readValue(record.get("payload").toString(), GenerationRequested.class))
                .isEqualTo(new GenerationRequested(job.generationId(), 1, 3));
        assertThat(fleet.goneAt(id)).isNotNull();
    }

    @Test
    void calls_that_finish_in_time_are_waited_for() throws Exception {
        var worker = fleet.join(Duration.ofSeconds(20));
        worker.lease().beat();
        var answer = new CountDownLatch(1);
        var job = fleet.claimed(worker.id());
        worker.jobs().start(job, _ -> await(answer));
        var stopped = CompletableFuture.runAsync(worker.farewell()::finish);

        answer.countDown();

        stopped.get(5, TimeUnit.SECONDS);
        assertThat(worker.jobs().all()).isEmpty();
        assertThat(fleet.accepted().outbox(job.generationId())).isEmpty();
    }

    private static void await(CountDownLatch answer) {
        try {
            answer.await();
        } catch (InterruptedException brokenOff) {
            throw new AssertionError(brokenOff);
        }
    }
}
