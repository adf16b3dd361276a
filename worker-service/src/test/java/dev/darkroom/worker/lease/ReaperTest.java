package dev.darkroom.worker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.EventTypes;
import dev.darkroom.contract.Topics;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RealParts(kafka = false)
class ReaperTest {

    private static final Duration SILENT = Duration.ofSeconds(11);

    private final Fleet fleet;
    private Fleet.Member alive;
    private UUID dead;

    ReaperTest(Database database) {
        fleet = new Fleet(database);
    }

    @BeforeEach
    void oneOfTwoDies() {
        fleet.clear();
        alive = fleet.join();
        alive.lease().beat();
        var other = fleet.join();
        other.lease().beat();
        dead = other.id();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void the_jobs_of_a_silent_worker_wait_in_kafka_again_with_the_attempt_charged() {
        var job = fleet.claimed(dead);
        fleet.silence(dead, SILENT);

        assertThat(alive.reaper().tick(alive.id())).isEqualTo(1);

        assertThat(fleet.goneAt(dead)).isNotNull();
        assertThat(fleet.accepted().row(job.generationId()))
                .containsEntry("status", "PENDING")
                .containsEntry("stage", "QUEUED")
                .containsEntry("lease_owner", null)
                .containsEntry("attempt", 1)
                .containsEntry("attempts_made", 1)
                .containsEntry("version", 2);
        assertThat(fleet.accepted().attempt(job.generationId(), 1))
                .containsEntry("outcome", "ABANDONED")
                .containsEntry("charged", true)
                .containsEntry("error_code", "WORKER_LOST");
        assertThat(fleet.accepted().outbox(job.generationId()))
                .singleElement()
                .satisfies(record -> assertThat(record)
                        .containsEntry("topic", Topics.REQUESTED)
                        .containsEntry("record_key", job.generationId().toString())
                        .containsEntry(
                                "payload",
                                "{\"generationId\":\"" + job.generationId() + "\",\"run\":1,\"attempt\":2}"));
    }

    @Test
    void who_beats_keeps_its_jobs() {
        var job = fleet.claimed(dead);
        fleet.silence(dead, Duration.ofSeconds(9));

        assertThat(alive.reaper().tick(alive.id())).isZero();

        assertThat(fleet.accepted().row(job.generationId())).containsEntry("lease_owner", dead);
    }

    @Test
    void nobody_declares_itself_gone() {
        fleet.silence(alive.id(), SILENT);

        alive.reaper().tick(alive.id());

        assertThat(fleet.goneAt(alive.id())).isNull();
    }

    @Test
    void a_claim_that_committed_while_its_worker_was_declared_gone_is_found_later() {
        fleet.declareGone(dead);
        var job = fleet.claimed(dead);

        assertThat(alive.reaper().tick(alive.id())).isEqualTo(1);

        assertThat(fleet.accepted().row(job.generationId())).containsEntry("lease_owner", null);
    }

    @Test
    void a_job_that_lost_its_last_attempt_ends() {
        var job = fleet.claimed(dead, 3, 3);
        fleet.silence(dead, SILENT);

        alive.reaper().tick(alive.id());

        assertThat(fleet.accepted().row(job.generationId()))
                .containsEntry("status", "FAILED")
                .containsEntry("failure_code", "ATTEMPTS_EXHAUSTED");
        assertThat(fleet.accepted().attempt(job.generationId(), 3)).containsEntry("outcome", "ABANDONED");
        assertThat(fleet.accepted().outbox(job.generationId()))
                .hasSize(2)
                .satisfies(
                        event -> assertThat(event.get("headers").toString()).contains(EventTypes.FAILED),
                        Index.atIndex(0))
                .satisfies(letter -> assertThat(letter).containsEntry("topic", Topics.DEAD_LETTERS), Index.atIndex(1));
    }

    @Test
    void two_reapers_at_once_take_each_job_once() throws Exception {
        var jobs = IntStream.range(0, 700).mapToObj(_ -> fleet.claimed(dead)).toList();
        fleet.silence(dead, SILENT);
        var second = fleet.join();
        second.lease().beat();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var reaped = 0;
            var both = new ArrayList<Callable<Integer>>();
            both.add(() -> alive.reaper().tick(alive.id()));
            both.add(() -> second.reaper().tick(second.id()));
            for (var each : threads.invokeAll(both)) {
                reaped += each.get();
            }
            reaped += alive.reaper().tick(alive.id());

            assertThat(reaped).isEqualTo(700);
        }
        assertThat(jobs)
                .allSatisfy(job ->
                        assertThat(fleet.accepted().outbox(job.generationId())).hasSize(1));
    }
}
