package dev.darkroom.worker.outcome;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.darkroom.contract.EventTypes;
import dev.darkroom.contract.GenerationSnapshot.Image;
import dev.darkroom.contract.Topics;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.generation.GenerationEvents;
import dev.darkroom.generation.GenerationLinks;
import dev.darkroom.ids.Ids;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.RelayBell;
import dev.darkroom.testkit.Cable;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.worker.job.Cause;
import dev.darkroom.worker.job.Deadline;
import dev.darkroom.worker.job.Ending;
import dev.darkroom.worker.job.ErrorCode;
import dev.darkroom.worker.job.Finished;
import dev.darkroom.worker.job.Finished.Call;
import dev.darkroom.worker.job.Outcome;
import dev.darkroom.worker.job.StoredImage;
import dev.darkroom.worker.stage.Accepted;
import dev.darkroom.worker.stage.Shipped;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

@RealParts(kafka = false)
class OutcomesTest {

    private static final UUID WORKER = UUID.randomUUID();

    private final Cable cable;
    private final HikariDataSource pool;
    private final Accepted accepted;
    private final JdbcTemplate aside;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Outcomes outcomes;

    OutcomesTest(Database database) {
        aside = database.jdbc();
        accepted = new Accepted(aside);
        var server = (PGSimpleDataSource) database.dataSource();
        cable = new Cable(server.getServerNames()[0], server.getPortNumbers()[0]);
        server.setServerNames(new String[] {"127.0.0.1"});
        server.setPortNumbers(new int[] {cable.port()});
        pool = new HikariDataSource();
        pool.setDataSource(server);
        pool.setConnectionTimeout(500);
        var jdbc = new JdbcTemplate(pool);
        var ids = Ids.timeOrdered();
        var outbox = new Outbox(jdbc, new RelayBell());
        outcomes = new Outcomes(
                Shipped.settings(),
                new EndedGenerations(
                        jdbc,
                        outbox,
                        new GenerationEvents(new GenerationLinks(URI.create("http://localhost:8080")), ids),
                        meters),
                new WaitingGenerations(jdbc, outbox),
                new Endings((_, _) -> {}, meters),
                Database.transactions(pool),
                System::nanoTime);
    }

    @AfterEach
    void close() {
        outcomes.close();
        pool.close();
        cable.close();
    }

    @Test
    void a_picture_completes_its_generation_with_image_attempt_run_and_event() {
        var generation = claimed();
        var image = image();

        assertThat(write(succeeded(generation, 1, WORKER, image))).isEqualTo(Written.COUNTED);

        assertThat(accepted.row(generation))
                .containsEntry("status", "COMPLETE")
                .containsEntry("stage", null)
                .containsEntry("lease_owner", null)
                .containsEntry("version", 2)
                .containsEntry("failure_code", null);
        assertThat(accepted.images(generation))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("id", image.image().imageId())
                        .containsEntry("ordinal", 0)
                        .containsEntry("seed", 7L)
                        .containsEntry("storage_key", "2026/01/01/x.png"));
        assertThat(accepted.attempt(generation, 1))
                .containsEntry("outcome", "SUCCEEDED")
                .containsEntry("duration_millis", 1500L);
        assertThat(aside.queryForMap("select * from generation_run where generation_id = ?", generation))
                .containsEntry("outcome", "COMPLETE")
                .containsEntry("attempts", 1);
        assertThat(accepted.outbox(generation)).singleElement().satisfies(event -> {
            assertThat(event)
                    .containsEntry("topic", Topics.EVENTS)
                    .containsEntry(
                            "record_key",
                            accepted.row(generation).get("owner_id").toString());
            assertThat(event.get("headers").toString()).contains(EventTypes.COMPLETED);
            assertThat(event.get("payload").toString()).contains(image.image().sha256());
        });
        assertThat(meters.counter("darkroom.generation.terminal", "outcome", "COMPLETE", "code", "none")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_failure_tells_its_cause_to_the_attempt_and_its_code_to_the_generation() {
        var generation = claimed();
        var cause = new Cause(ErrorCode.AI_SERVER_ERROR, "out of memory", 500);

        write(new Finished(
                generation,
                1,
                1,
                WORKER,
                new Outcome.Retryable(cause),
                Ending.exhausted(cause),
                new Call("openai", Duration.ofMillis(3)),
                null,
                TraceContext.of(generation)));

        assertThat(accepted.row(generation))
                .containsEntry("status", "FAILED")
                .containsEntry("failure_code", "ATTEMPTS_EXHAUSTED")
                .containsEntry("failure_retryable", true)
                .containsEntry("flagged", false)
                .containsEntry("last_error_code", "AI_SERVER_ERROR")
                .containsEntry("last_error_message", "out of memory");
        assertThat(accepted.attempt(generation, 1))
                .containsEntry("outcome", "RETRYABLE")
                .containsEntry("error_code", "AI_SERVER_ERROR")
                .containsEntry("http_status", 500);
        assertThat(accepted.outbox(generation))
                .extracting(record -> record.get("topic"))
                .containsExactly(Topics.EVENTS, Topics.DEAD_LETTERS);
        assertThat(accepted.outbox(generation).getFirst().get("headers").toString())
                .contains(EventTypes.FAILED);
    }

    @Test
    void an_attempt_that_is_followed_by_another_waits_in_the_outbox_until_it_is_due() {
        var charged = claimed();
        var free = claimed();

        assertThat(write(again(charged, WORKER, true))).isEqualTo(Written.COUNTED);
        assertThat(write(again(free, WORKER, false))).isEqualTo(Written.COUNTED);
        assertThat(write(again(claimed(), UUID.randomUUID(), true))).isEqualTo(Written.FENCED);

        assertThat(accepted.row(charged))
                .containsEntry("status", "PENDING")
                .containsEntry("stage", "RETRY_WAIT")
                .containsEntry("lease_owner", null)
                .containsEntry("attempts_made", 1)
                .containsEntry("version", 2)
                .containsEntry("last_error_code", "AI_SERVER_BUSY");
        assertThat(accepted.secondsUntilDue(charged)).isBetween(25L, 30L);
        assertThat(accepted.attempt(charged, 1))
                .containsEntry("outcome", "RETRYABLE")
                .containsEntry("charged", true);
        assertThat(accepted.row(free)).containsEntry("attempts_made", 0);
        assertThat(accepted.attempt(free, 1))
                .containsEntry("outcome", "ABANDONED")
                .containsEntry("charged", false);
        assertThat(accepted.outbox(charged))
                .singleElement()
                .satisfies(next -> assertThat(next)
                        .containsEntry("topic", Topics.RETRY)
                        .containsEntry("payload", "{\"generationId\":\"" + charged + "\",\"run\":1,\"attempt\":2}"));
        assertThat(aside.queryForObject(
                        "select available_at = (select due_at from generation where id = ?) from outbox where aggregate_id = ?",
                        Boolean.class,
                        charged,
                        charged))
                .isTrue();
        assertThat(accepted.runsOf(charged)).isZero();
    }

    private static Finished again(UUID generation, UUID worker, boolean charged) {
        return new Finished(
                generation,
                1,
                1,
                worker,
                new Outcome.Retryable(new Cause(ErrorCode.AI_SERVER_BUSY, "later", 429)),
                new Ending.Again(Duration.ofSeconds(30), charged),
                new Call("openai", Duration.ofMillis(3)),
                null,
                TraceContext.of(generation));
    }

    @Test
    void a_result_of_someone_who_holds_it_no_longer_changes_nothing() {
        var reaped = claimed();
        accepted.change(reaped, "lease_owner = null, stage = 'QUEUED'");
        var taken = claimed();
        var nextAttempt = claimed();
        accepted.change(nextAttempt, "attempt = 2");
        var nextRun = claimed();
        accepted.change(nextRun, "run = 2");

        assertThat(write(succeeded(reaped, 1, WORKER, image()))).isEqualTo(Written.FENCED);
        assertThat(write(succeeded(taken, 1, UUID.randomUUID(), image()))).isEqualTo(Written.FENCED);
        assertThat(write(succeeded(nextAttempt, 1, WORKER, image()))).isEqualTo(Written.FENCED);
        assertThat(write(succeeded(nextRun, 1, WORKER, image()))).isEqualTo(Written.FENCED);

        for (var generation : List.of(reaped, taken, nextAttempt, nextRun)) {
            assertThat(accepted.row(generation)).containsEntry("status", "PENDING");
            assertThat(accepted.images(generation)).isEmpty();
            assertThat(accepted.outbox(generation)).isEmpty();
            assertThat(accepted.runsOf(generation)).isZero();
        }
    }

    @Test
    void a_result_written_twice_counts_once() {
        var generation = claimed();

        assertThat(write(succeeded(generation, 1, WORKER, image()))).isEqualTo(Written.COUNTED);
        assertThat(write(succeeded(generation, 1, WORKER, image()))).isEqualTo(Written.FENCED);

        assertThat(accepted.images(generation)).hasSize(1);
        assertThat(accepted.outbox(generation)).hasSize(1);
    }

    @Test
    void results_that_arrive_together_are_each_told_their_own_answer() throws Exception {
        var ours = IntStream.range(0, 100).mapToObj(_ -> claimed()).toList();
        var foreign = IntStream.range(0, 20).mapToObj(_ -> claimed()).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var won = new ArrayList<CompletableFuture<Written>>();
            var lost = new ArrayList<CompletableFuture<Written>>();
            ours.forEach(id ->
                    won.add(CompletableFuture.supplyAsync(() -> write(succeeded(id, 1, WORKER, image())), threads)));
            foreign.forEach(id -> lost.add(
                    CompletableFuture.supplyAsync(() -> write(succeeded(id, 1, UUID.randomUUID(), image())), threads)));

            for (var each : won) {
                assertThat(each.get(20, TimeUnit.SECONDS)).isEqualTo(Written.COUNTED);
            }
            for (var each : lost) {
                assertThat(each.get(20, TimeUnit.SECONDS)).isEqualTo(Written.FENCED);
            }
        }
        assertThat(ours).allSatisfy(id -> assertThat(accepted.images(id)).hasSize(1));
    }

    @Test
    void a_result_that_meets_an_absent_database_is_kept_until_it_is_back() throws Exception {
        var generation = claimed();
        cable.cut();
        var written = CompletableFuture.supplyAsync(() -> write(succeeded(generation, 1, WORKER, image())));
        eventually(() -> assertThat(cable.refused()).isGreaterThan(1));
        assertThat(written).isNotDone();
        assertThat(accepted.row(generation)).containsEntry("status", "PENDING");

        cable.mend();

        assertThat(written.get(20, TimeUnit.SECONDS)).isEqualTo(Written.COUNTED);
        assertThat(accepted.row(generation)).containsEntry("status", "COMPLETE");
    }

    @Test
    void without_a_database_until_the_deadline_the_result_is_given_up() {
        var generation = claimed();
        cable.cut();

        assertThat(outcomes.write(
                        succeeded(generation, 1, WORKER, image()),
                        Deadline.in(Duration.ofMillis(400), System::nanoTime)))
                .isEqualTo(Written.UNKNOWN);
    }

    @Test
    void a_result_the_database_refuses_is_not_tried_for_ever() {
        var generation = claimed();
        var image = image();
        var other = claimed();
        write(succeeded(other, 1, WORKER, image));

        assertThat(write(succeeded(generation, 1, WORKER, image))).isEqualTo(Written.UNKNOWN);

        assertThat(accepted.row(generation)).containsEntry("status", "PENDING");
    }

    private UUID claimed() {
        var generation = accepted.one();
        accepted.change(
                generation, "attempt = 1, attempts_made = 1, stage = 'GENERATING', lease_owner = '" + WORKER + "'");
        aside.update(
                "insert into generation_attempt (generation_id, number, run, worker_id) values (?, 1, 1, ?)",
                generation,
                WORKER);
        return generation;
    }

    private Written write(Finished finished) {
        return outcomes.write(finished, Deadline.in(Duration.ofMinutes(1), System::nanoTime));
    }

    private static Finished succeeded(UUID generation, int attempt, UUID worker, StoredImage image) {
        return new Finished(
                generation,
                1,
                attempt,
                worker,
                new Outcome.Succeeded(List.of(image)),
                new Ending.Completed(List.of(image)),
                new Call("openai", Duration.ofMillis(1500)),
                null,
                TraceContext.of(generation));
    }

    private static StoredImage image() {
        return new StoredImage("2026/01/01/x.png", new Image(UUID.randomUUID(), "image/png", 64, 64, 3, "00ff", 7L));
    }
}
