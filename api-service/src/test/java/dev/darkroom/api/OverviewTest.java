package dev.darkroom.api;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// How the whole system stands, and the story of one generation.
class OverviewTest extends OperatedService {

    @Test
    void the_overview_the_workers_and_the_story_tell_what_is_under_way() {
        var waiting = Generations.accepted(ann);
        jdbc.update("update generation set deadline = deadline - interval '1 day' where id = ?", waiting);
        var held = Generations.accepted(ann);
        var worker = generations.claimed(held);
        jdbc.update("""
                insert into worker (id, name, breakers)
                values (?, 'w1', '[{"backend":"openai","state":"OPEN","reason":"CONFIGURATION"}]')
                """, worker);
        var failed = failed();
        dead(failed, 1, "answered 401", Map.of());
        awaitLetter(failed);
        jdbc.update("insert into notifier (id, sessions) values (gen_random_uuid(), 3), (gen_random_uuid(), 4)");
        jdbc.update("insert into notifier values (gen_random_uuid(), now() - interval '1 minute', 50)");
        eventually(() -> assertThat(
                        boss.get("/api/ops/overview").json().get("consumerLag").asLong(-1))
                .isPositive());

        var overview = boss.get("/api/ops/overview").json();
        assertThat(overview.at("/pending/byStage").propertyNames())
                .containsExactly("QUEUED", "MODERATING", "GENERATING", "RETRY_WAIT");
        assertThat(overview.at("/pending/byStage/GENERATING").asInt()).isEqualTo(1);
        assertThat(overview.at("/pending/oldestGenerationId").asString()).isEqualTo(waiting.toString());
        assertThat(overview.at("/breakers/0/reason").asString()).isEqualTo("CONFIGURATION");
        assertThat(overview.at("/deadLetters/AI_SERVER_REFUSED").asInt()).isPositive();
        assertThat(overview.at("/outbox/oldestAgeSeconds").asDouble()).isNotNegative();
        assertThat(overview.get("sessions").asLong()).isEqualTo(7);
        assertThat(overview.at("/recent/byStatus").propertyNames()).containsExactly("PENDING", "COMPLETE", "FAILED");
        assertThat(overview.at("/recent/byStatus/FAILED").asInt()).isPositive();

        var workers = boss.get("/api/ops/worker").json().get("items");
        assertThat(workers).hasSize(1);
        assertThat(workers.get(0).get("jobsInHand").asInt()).isEqualTo(1);
        assertThat(workers.get(0).get("goneAt").isNull()).isTrue();

        told(failed);
        var story = boss.get("/api/ops/generation/" + failed).json();
        assertThat(story.get("ownerId").asString()).isEqualTo(ann.id().toString());
        assertThat(story.at("/generation/status").asString()).isEqualTo("FAILED");
        assertThat(story.get("attempts")).hasSize(1);
        assertThat(story.get("events")).hasSize(4);
        assertThat(story.at("/deadLetters/0/state").asString()).isEqualTo("OPEN");
        assertThat(story.get("told")).hasSize(1);
        assertThat(story.at("/told/0/seq").asInt()).isEqualTo(7);
        assertThat(story.at("/told/0/acknowledgedAt").asString()).isNotBlank();
        assertThat(story.at("/told/0/webhooks/0/state").asString()).isEqualTo("DELIVERED");
        assertThat(boss.get("/api/ops/generation/" + held).json().get("told")).isEmpty();
        assertThat(boss.get("/api/ops/generation/" + UUID.randomUUID()).status())
                .isEqualTo(404);
    }

    /// Plays the notifier: the event of the run's end, numbered, posted to a webhook and acknowledged.
    private void told(UUID generation) {
        jdbc.update("insert into notification_stream (owner_id, epoch, head) values (?, 'k3f9', 7)", ann.id());
        jdbc.update("""
                insert into notification
                    (owner_id, seq, event_id, generation_id, type, envelope, acknowledged_at)
                values (?, 7, uuidv7(), ?, 'dev.darkroom.generation.failed.v1', '{}', now())
                """, ann.id(), generation);
        jdbc.update("""
                with endpoint as (
                    insert into webhook_endpoint (id, owner_id, url, types, secret, enabled)
                    values (uuidv7(), ?, 'https://example.org', '{}', '', true)
                    returning id, owner_id
                )
                insert into webhook_delivery
                    (id, endpoint_id, owner_id, event_id, seq, type, state, attempts, finished_at)
                select uuidv7(), endpoint.id, endpoint.owner_id, event_id, seq, type, 'DELIVERED', 1, now()
                  from endpoint
                  join notification using (owner_id)
                """, ann.id());
    }
}
