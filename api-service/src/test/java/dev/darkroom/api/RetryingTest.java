package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Beginning a new run, by its owner.
class RetryingTest extends ServiceOverHttp {

    @Test
    void a_retry_begins_a_new_run_with_a_new_budget_and_deadline() {
        var id = Generations.accepted(ann);
        generations.claimed(id);
        generations.failed(id, "AI_SERVER_REFUSED", true);
        jdbc.update("update generation set deadline = now() - interval '1 hour' where id = ?", id);

        var retried = Generations.retry(ann, id);

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
            var refused = Generations.retry(ann, id);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("code")).isEqualTo("NOT_RETRYABLE");
        }
    }

    @Test
    void twenty_retries_at_once_begin_one_run() throws Exception {
        var id = Generations.accepted(ann);
        Generations.cancel(ann, id);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(IntStream.range(0, 20)
                    .<Callable<Integer>>mapToObj(
                            _ -> () -> Generations.retry(ann, id).status())
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

        Generations.retry(ann, id);

        assertThat(jdbc.queryForObject("select state from dead_letter where generation_id = ?", String.class, id))
                .isEqualTo("SUPERSEDED");
    }
}
