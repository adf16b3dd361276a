package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiClient.Answer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;

/// Accepting a prompt, and refusing what is none.
class GenerationApiTest extends ServiceOverHttp {

    @Autowired
    private HealthEndpoint health;

    @Test
    void a_prompt_is_answered_with_202_and_a_pending_resource_that_can_be_read_back() {
        var accepted = ann.post("/api/generation", FOX);

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("status")).isEqualTo("PENDING");
        assertThat(accepted.text("stage")).isEqualTo("QUEUED");
        assertThat(accepted.header("Location")).endsWith("/api/generation/" + accepted.text("generationId"));
        var read = ann.get("/api/generation/" + accepted.text("generationId"));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json()).isEqualTo(accepted.json());
        assertThat(read.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void the_service_is_ready_although_no_broker_answers() {
        var readiness = health.healthForPath("readiness");

        assertThat(readiness).isNotNull();
        assertThat(readiness.getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void every_field_of_the_contract_is_there_even_when_null() {
        var fields = ann.post("/api/generation", FOX).json().propertyNames();

        assertThat(fields)
                .containsExactlyInAnyOrder(
                        "generationId",
                        "kind",
                        "status",
                        "stage",
                        "run",
                        "prompt",
                        "negativePrompt",
                        "width",
                        "height",
                        "count",
                        "seed",
                        "model",
                        "clientReference",
                        "public",
                        "flagged",
                        "queuePosition",
                        "attempts",
                        "images",
                        "failure",
                        "createdAt",
                        "startedAt",
                        "completedAt",
                        "deadline",
                        "version",
                        "links");
    }

    @Test
    void the_request_for_the_worker_is_committed_with_the_generation() {
        var id = Generations.accepted(ann);

        assertThat(jdbc.queryForMap("select topic, record_key, payload from outbox where aggregate_id = ?", id))
                .isEqualTo(Map.of(
                        "topic",
                        "generation.requested",
                        "record_key",
                        id.toString(),
                        "payload",
                        "{\"generationId\":\"" + id + "\",\"run\":1,\"attempt\":1}"));
    }

    @Test
    void a_trace_goes_on_through_every_record_of_a_generation_also_where_none_is_exported() {
        var theirs = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var id = UUID.fromString(
                ann.post("/api/generation", FOX, "traceparent", theirs).text("generationId"));
        ann.post("/api/generation/" + id + "/cancel", "");
        ann.post("/api/generation/" + id + "/retry", "", "traceparent", theirs.replace('b', 'c'));

        assertThat(jdbc.queryForList(
                        "select headers ->> 'traceparent' from outbox where aggregate_id = ?", String.class, id))
                .containsExactly(theirs, theirs, theirs, theirs);
        assertThat(jdbc.queryForList(
                        "select headers ->> 'darkroom-caused-by' from outbox where aggregate_id = ? order by id",
                        String.class,
                        id))
                .containsExactly(null, null, null, theirs.replace('b', 'c'));
        assertThat(jdbc.queryForObject(
                        "select traceparent from generation where id = ?", String.class, Generations.accepted(ann)))
                .as("a trace that begins here")
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @Test
    void what_is_not_built_yet_is_refused_and_not_ignored() {
        var id = Generations.accepted(ann);

        assertRefused(ann.post("/api/generation", FOX, "Prefer", "wait=5"), "Prefer");
        assertRefused(ann.post("/api/generation", "{\"prompt\":\"x\",\"public\":true}"), "public");
        assertRefused(ann.post("/api/generation", "{\"prompt\":\"x\",\"kind\":\"AVATAR\"}"), "kind");
        assertRefused(ann.get("/api/generation/" + id + "?fields=status"), "fields");
        assertRefused(ann.get("/api/generation?ids=" + id), "ids");
        assertRefused(ann.get("/api/generation?fields=status"), "fields");
    }

    @Test
    void bad_input_is_a_400_that_names_the_field() {
        assertRefused(ann.post("/api/generation", "{}"), "prompt");
        assertRefused(ann.post("/api/generation", "{\"prompt\":\"   \"}"), "prompt");
        assertRefused(ann.post("/api/generation", "{\"prompt\":\"" + "x".repeat(1501) + "\"}"), "prompt");
        assertRefused(ann.post("/api/generation", "{\"prompt\":\"a\\u0000b\"}"), "prompt");
        assertRefused(ann.post("/api/generation", "{\"prompt\":5}"), "prompt");
        assertRefused(ann.post("/api/generation", "{\"prompt\":\"x\",\"width\":\"64\"}"), "width");
        assertRefused(ann.post("/api/generation", "{\"prompt\":\"x\",\"width\":64.5}"), "width");
        assertRefused(ann.post("/api/generation", "{\"prompt\":\"x\",\"wide\":64}"), "wide");
        assertRefused(ann.post("/api/generation", "{\"prompt\":\"x\",\"kind\":\"VIDEO\"}"), "kind");
        assertRefused(ann.get("/api/generation/not-a-uuid"), "generationId");
        assertRefused(ann.get("/api/generation?limit=0"), "limit");
        assertRefused(ann.get("/api/generation?limit=x"), "limit");
        assertRefused(ann.get("/api/generation?cursor=nonsense"), "cursor");
        assertRefused(ann.get("/api/generation?status=DONE"), "status");
        assertRefused(ann.post("/api/generation", FOX, "Idempotency-Key", "x".repeat(256)), "Idempotency-Key");
    }

    private static void assertRefused(Answer answer, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo(field);
    }
}
