package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiClient.Answer;
import dev.darkroom.api.ApiClient.Owner;
import dev.darkroom.api.run.NewRuns;
import dev.darkroom.api.run.NewRuns.By;
import dev.darkroom.api.run.NewRuns.Failed;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.generation.GenerationRow;
import dev.darkroom.testkit.RealParts;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/// What owners may do to a run, over HTTP, and what operators' replays stand on.
@RealParts(kafka = false)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class RunsTest {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private NewRuns newRuns;

    private ApiClient api;
    private Owner ann;
    private Generations generations;

    @BeforeEach
    void anOwner() {
        api = new ApiClient(port);
        ann = api.newOwner();
        generations = new Generations(jdbc);
    }

    @Test
    void cancelling_ends_the_run_tells_of_it_and_fences_the_worker_off() {
        var id = Generations.accepted(ann);
        generations.claimed(id);

        var cancelled = cancel(ann, id);

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.text("status")).isEqualTo("FAILED");
        assertThat(cancelled.json().get("failure").get("code").asString()).isEqualTo("CANCELLED");
        assertThat(cancelled.json().get("failure").get("retryable").asBoolean()).isTrue();
        assertThat(cancelled.json().get("completedAt").isNull()).isFalse();
        assertThat(cancelled.json().get("version").asInt()).isEqualTo(3);
        assertThat(generations.row(id)).containsEntry("lease_owner", null).containsEntry("stage", null);
        assertThat(jdbc.queryForMap("select * from generation_run where generation_id = ?", id))
                .containsEntry("outcome", "FAILED")
                .containsEntry("failure_code", "CANCELLED")
                .containsEntry("attempts", 1);
        var attempt = ann.get("/api/generation/" + id + "/attempts")
                .json()
                .get("items")
                .get(0);
        assertThat(attempt.get("outcome").asString()).isEqualTo("ABANDONED");
        assertThat(attempt.get("errorCode").asString()).isEqualTo("CANCELLED");
        assertThat(attempt.get("charged").asBoolean()).isTrue();
        assertThat(attempt.get("finishedAt").isNull()).isFalse();
        assertThat(generations.outbox(id).getLast()).satisfies(event -> {
            assertThat(event).containsEntry("topic", "generation.events");
            assertThat(event.get("headers").toString()).contains("dev.darkroom.generation.failed.v1");
            assertThat(event.get("payload").toString()).contains("\"CANCELLED\"", "\"version\":3");
        });
    }

    @Test
    void cancelling_what_has_ended_changes_nothing() {
        var id = Generations.accepted(ann);
        var first = cancel(ann, id);
        var told = generations.outbox(id);

        var again = cancel(ann, id);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(generations.outbox(id)).isEqualTo(told);
    }

    @Test
    void someone_elses_generation_can_be_neither_cancelled_nor_retried() {
        var id = Generations.accepted(ann);
        var bob = api.newOwner();

        for (var path : List.of("/api/generation/" + id, "/api/generation/" + UUID.randomUUID())) {
            assertThat(bob.post(path + "/cancel", "").status()).isEqualTo(404);
            assertThat(bob.post(path + "/retry", "").status()).isEqualTo(404);
        }
        assertThat(api.post("/api/generation/" + id + "/cancel", "").status()).isEqualTo(401);
        assertThat(ann.post("/api/generation/nonsense/cancel", "").status()).isEqualTo(400);
        assertThat(generations.row(id)).containsEntry("status", "PENDING").containsEntry("version", 1);
    }

    @Test
    void a_retry_begins_a_new_run_with_a_new_budget_and_deadline() {
        var id = Generations.accepted(ann);
        generations.claimed(id);
        generations.failed(id, "AI_SERVER_REFUSED", true);
        jdbc.update("update generation set deadline = now() - interval '1 hour' where id = ?", id);

        var retried = retry(ann, id);

        assertThat(retried.status()).isEqualTo(202);
        assertThat(retried.header("Location")).endsWith("/api/generation/" + id);
        assertThat(retried.text("status")).isEqualTo("PENDING");
        assertThat(retried.text("stage")).isEqualTo("QUEUED");
        assertThat(retried.json().get("run").asInt()).isEqualTo(2);
        assertThat(retried.json().get("attempts").get("made").asInt()).isZero();
        assertThat(retried.json().get("failure").isNull()).isTrue();
        assertThat(jdbc.queryForObject(
                        "select deadline - now() between interval '800 seconds' and interval '900 seconds'"
                                + " from generation where id = ?",
                        Boolean.class,
                        id))
                .isTrue();
        assertThat(generations.row(id)).containsEntry("replay_count", 0);
        var told = generations.outbox(id).reversed();
        assertThat(told.get(0))
                .containsEntry("topic", "generation.requested")
                .containsEntry("payload", "{\"generationId\":\"" + id + "\",\"run\":2,\"attempt\":2}");
        assertThat(told.get(1)).containsEntry("topic", "generation.events");
        assertThat(told.get(1).get("headers").toString()).contains("dev.darkroom.generation.replayed.v1");
    }

    @Test
    void only_what_failed_and_may_run_again_is_retried() {
        var pending = Generations.accepted(ann);
        var rejected = Generations.accepted(ann);
        generations.claimed(rejected);
        generations.failed(rejected, "CONTENT_REJECTED", false);

        for (var id : List.of(pending, rejected)) {
            var refused = retry(ann, id);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("code")).isEqualTo("NOT_RETRYABLE");
        }
    }

    @Test
    void twenty_retries_at_once_begin_one_run() throws Exception {
        var id = Generations.accepted(ann);
        cancel(ann, id);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(IntStream.range(0, 20)
                    .<Callable<Integer>>mapToObj(_ -> () -> retry(ann, id).status())
                    .toList());
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnlyOnce(202).allMatch(status -> status == 202 || status == 409);
        }
        assertThat(generations.row(id)).containsEntry("run", 2);
    }

    @Test
    void a_retry_closes_the_open_dead_letter_of_the_run_that_failed() {
        var id = Generations.accepted(ann);
        generations.claimed(id);
        generations.failed(id, "AI_SERVER_REFUSED", true);
        jdbc.update("""
                insert into dead_letter (id, generation_id, run, failure_code, fingerprint, message, payload)
                values (gen_random_uuid(), ?, 1, 'AI_SERVER_REFUSED', 'f', 'm', '')
                """, id);

        retry(ann, id);

        assertThat(jdbc.queryForObject("select state from dead_letter where generation_id = ?", String.class, id))
                .isEqualTo("SUPERSEDED");
    }

    @Test
    void operators_replays_count_and_end_at_the_cap() {
        var id = Generations.accepted(ann);
        for (int replay = 1; replay <= 2; replay++) {
            cancel(ann, id);
            assertThat(begin(id, replay, By.OPERATOR, 2))
                    .singleElement()
                    .satisfies(row -> assertThat(row.run()).isGreaterThan(1));
            assertThat(generations.row(id)).containsEntry("replay_count", replay);
        }
        cancel(ann, id);

        assertThat(begin(id, 3, By.OPERATOR, 2)).isEmpty();
        assertThat(begin(id, 2, By.OWNER, 0)).as("an older run").isEmpty();
        assertThat(retry(ann, id).status()).isEqualTo(202);
    }

    @Test
    void the_timeline_tells_waits_cancel_retry_and_replay_in_order() {
        var id = Generations.accepted(ann);
        generations.claimed(id);
        generations.waits(id);
        generations.claimed(id);
        cancel(ann, id);
        retry(ann, id);
        generations.claimed(id);
        generations.failed(id, "AI_SERVER_REFUSED", true);
        begin(id, 2, By.OPERATOR, 5);
        generations.claimed(id);
        generations.waits(id);

        var items = ann.get("/api/generation/" + id + "/events?limit=50").json().get("items");

        assertThat(items.valueStream()
                        .map(item -> item.get("type").asString() + " "
                                + item.get("run").asInt() + " "
                                + item.get("attempt").asString()))
                .containsExactly(
                        "accepted 1 ",
                        "attempt-started 1 1",
                        "attempt-finished 1 1",
                        "retry-scheduled 1 2",
                        "attempt-started 1 2",
                        "attempt-finished 1 2",
                        "cancelled 1 ",
                        "retried 2 ",
                        "attempt-started 2 3",
                        "attempt-finished 2 3",
                        "failed 2 ",
                        "replayed 3 ",
                        "attempt-started 3 4",
                        "attempt-finished 3 4",
                        "retry-scheduled 3 5");
        assertThat(items.get(5).get("detail").asString()).isEqualTo("ABANDONED: CANCELLED: cancelled by its owner");
        assertThat(items.get(14).get("detail").asString()).matches("due \\d{4}-\\d\\d-\\d\\dT.*Z");
        var waiting = ann.get("/api/generation/" + id);
        assertThat(waiting.text("stage")).isEqualTo("RETRY_WAIT");
        assertThat(waiting.json().get("attempts").get("nextAt").isNull()).isFalse();
    }

    private List<GenerationRow> begin(UUID id, int failedRun, By by, int cap) {
        return transaction.execute(
                _ -> newRuns.begin(List.of(new Failed(id, failedRun)), by, cap, TraceContext.fresh()));
    }

    private static Answer cancel(Owner owner, UUID id) {
        return owner.post("/api/generation/" + id + "/cancel", "");
    }

    private static Answer retry(Owner owner, UUID id) {
        return owner.post("/api/generation/" + id + "/retry", "");
    }
}
