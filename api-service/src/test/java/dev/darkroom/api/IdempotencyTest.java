package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiClient.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A POST that is sent again.
class IdempotencyTest extends ServiceOverHttp {

    @Test
    void the_same_idempotency_key_and_body_give_the_same_generation() {
        var first = ann.post("/api/generation", FOX, "Idempotency-Key", "order-1");
        var again = ann.post(
                "/api/generation", "{ \"prompt\" : \"a red fox in the snow\" }", "Idempotency-Key", "\"order-1\"");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("generationId")).isEqualTo(first.text("generationId"));
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(first.header("Idempotency-Key-Expires")).isEqualTo(again.header("Idempotency-Key-Expires"));
    }

    @Test
    void the_same_idempotency_key_with_another_body_is_422() {
        ann.post("/api/generation", FOX, "Idempotency-Key", "order-2");

        var other = ann.post("/api/generation", "{\"prompt\":\"a wolf\"}", "Idempotency-Key", "order-2");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("IDEMPOTENCY_MISMATCH");
    }

    @Test
    void the_same_idempotency_key_of_another_owner_is_another_request() {
        var anns = ann.post("/api/generation", FOX, "Idempotency-Key", "order-3");
        var bobs = api.newOwner().post("/api/generation", FOX, "Idempotency-Key", "order-3");

        assertThat(bobs.text("generationId")).isNotEqualTo(anns.text("generationId"));
    }

    @Test
    void an_expired_idempotency_key_starts_anew() {
        var first = ann.post("/api/generation", FOX, "Idempotency-Key", "order-4");
        jdbc.update("update idempotency_key set expires_at = now() where key = 'order-4'");

        var later = ann.post("/api/generation", FOX, "Idempotency-Key", "order-4");

        assertThat(later.text("generationId")).isNotEqualTo(first.text("generationId"));
    }

    @Test
    void fifty_identical_posts_at_once_make_one_generation() throws Exception {
        var ids = new HashSet<String>();
        for (var answer : atOnce(50, () -> ann.post("/api/generation", FOX, "Idempotency-Key", "stampede"))) {
            assertThat(answer.status()).isIn(202, 409);
            if (answer.status() == 202) {
                ids.add(answer.text("generationId"));
            }
        }
        assertThat(ids).hasSize(1);
        assertThat(jdbc.queryForObject("select count(*) from generation where owner_id = ?", Long.class, ann.id()))
                .isEqualTo(1);
    }

    private static List<Answer> atOnce(int times, Callable<Answer> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Answer>();
            for (Future<Answer> answer : threads.invokeAll(
                    IntStream.range(0, times).mapToObj(_ -> call).toList())) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
