package dev.darkroom.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.worker.job.Brief;
import dev.darkroom.worker.job.Job;
import dev.darkroom.worker.stage.Accepted;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

@RealParts(kafka = false)
class ClaimsTest {

    private static final UUID WORKER = UUID.randomUUID();

    private final HikariDataSource pool;
    private final Accepted accepted;
    private final Claims claims;

    ClaimsTest(Database database) {
        pool = database.pool(8);
        var jdbc = new JdbcTemplate(pool);
        accepted = new Accepted(jdbc);
        claims = new Claims(jdbc, System::nanoTime, new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void a_claim_takes_the_row_writes_the_attempt_and_brings_all_the_job_needs() {
        var generation = accepted.of(2, 5);

        var claimed = claims.claim(WORKER, List.of(new GenerationRequested(generation, 1, 1)));

        assertThat(claimed).extracting(Claimed::job).singleElement().satisfies(job -> {
            assertThat(job)
                    .extracting(Job::generationId, Job::run, Job::attempt, Job::worker)
                    .containsExactly(generation, 1, 1, WORKER);
            assertThat(job.brief()).isEqualTo(new Brief("a red fox in the snow", null, 64, 64, 2, 7L, "default"));
            assertThat(job.deadline().left(System::nanoTime)).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
        });
        assertThat(accepted.row(generation))
                .containsEntry("stage", "GENERATING")
                .containsEntry("attempt", 1)
                .containsEntry("attempts_made", 1)
                .containsEntry("lease_owner", WORKER)
                .containsEntry("version", 2);
        assertThat(accepted.row(generation).get("started_at")).isNotNull();
        assertThat(accepted.attempt(generation, 1))
                .containsEntry("charged", true)
                .containsEntry("worker_id", WORKER)
                .containsEntry("outcome", null);
    }

    @Test
    void a_record_delivered_again_finds_nothing_to_do() {
        var generation = accepted.one();
        var record = List.of(new GenerationRequested(generation, 1, 1));

        assertThat(claims.claim(WORKER, record)).hasSize(1);

        assertThat(claims.claim(WORKER, record)).isEmpty();
        assertThat(claims.claim(UUID.randomUUID(), record)).isEmpty();
        assertThat(accepted.row(generation)).containsEntry("version", 2);
    }

    @Test
    void only_the_run_and_attempt_that_are_next_can_be_claimed() {
        var generation = accepted.one();
        accepted.change(generation, "run = 2, attempt = 3");

        assertThat(claims.claim(
                        WORKER,
                        List.of(
                                new GenerationRequested(generation, 1, 4),
                                new GenerationRequested(generation, 2, 3),
                                new GenerationRequested(generation, 2, 5),
                                new GenerationRequested(UUID.randomUUID(), 1, 1))))
                .isEmpty();
        assertThat(claims.claim(WORKER, List.of(new GenerationRequested(generation, 2, 4))))
                .hasSize(1);
    }

    @Test
    void what_has_ended_or_is_overdue_is_not_claimed() {
        var cancelled = accepted.one();
        accepted.change(
                cancelled,
                "status = 'FAILED', stage = null, failure_code = 'CANCELLED', failure_message = 'by its owner', "
                        + "failure_retryable = true, completed_at = now()");
        var overdue = accepted.one();
        accepted.change(overdue, "deadline = now() - interval '1 second'");

        assertThat(claims.claim(
                        WORKER,
                        List.of(new GenerationRequested(cancelled, 1, 1), new GenerationRequested(overdue, 1, 1))))
                .isEmpty();
    }

    @Test
    void of_two_workers_with_the_same_records_each_row_has_one_owner() throws Exception {
        var generations = IntStream.range(0, 200).mapToObj(_ -> accepted.one()).toList();
        try (var workers = Executors.newFixedThreadPool(4)) {
            var polls = new ArrayList<Callable<List<Claimed>>>();
            for (int worker = 0; worker < 4; worker++) {
                var order = new ArrayList<>(generations);
                Collections.shuffle(order, new Random(worker));
                for (int from = 0; from < order.size(); from += 50) {
                    var poll = order.subList(from, from + 50).stream()
                            .map(id -> new GenerationRequested(id, 1, 1))
                            .toList();
                    polls.add(() -> claims.claim(UUID.randomUUID(), poll));
                }
            }

            var claimed = new ArrayList<UUID>();
            for (var poll : workers.invokeAll(polls)) {
                poll.get().forEach(one -> claimed.add(one.job().generationId()));
            }

            assertThat(claimed).containsExactlyInAnyOrderElementsOf(generations);
        }
    }
}
