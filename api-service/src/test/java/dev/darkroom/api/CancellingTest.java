package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Ending a run early.
class CancellingTest extends ServiceOverHttp {

    @Test
    void cancelling_ends_the_run_tells_of_it_and_fences_the_worker_off() {
        var id = Generations.accepted(ann);
        generations.claimed(id);

        var cancelled = Generations.cancel(ann, id);

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
        var first = Generations.cancel(ann, id);
        var told = generations.outbox(id);

        var again = Generations.cancel(ann, id);

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
}
