package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiClient.Answer;
import dev.darkroom.api.ApiClient.Owner;
import dev.darkroom.testkit.RealParts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/// Accepting and reading over HTTP, with a real database and without a broker: that is how far acceptance needs
/// to go.
@RealParts(kafka = false)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class GenerationApiTest {

    private static final String FOX = "{\"prompt\":\"a red fox in the snow\"}";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private HealthEndpoint health;

    private ApiClient api;
    private Owner ann;
    private Owner bob;

    @BeforeEach
    void twoOwners() {
        api = new ApiClient(port);
        ann = api.newOwner();
        bob = api.newOwner();
    }

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
        var id = accepted(ann);

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
        assertThat(jdbc.queryForObject("select traceparent from generation where id = ?", String.class, accepted(ann)))
                .as("a trace that begins here")
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

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
        var bobs = bob.post("/api/generation", FOX, "Idempotency-Key", "order-3");

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

    @Test
    void someone_elses_generation_is_404_everywhere_and_in_no_list() {
        var id = accepted(ann);

        for (var path : List.of("", "/attempts", "/events")) {
            var answer = bob.get("/api/generation/" + id + path);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("code")).isEqualTo("NOT_FOUND");
        }
        assertThat(bob.get("/api/generation").json().get("items")).isEmpty();
    }

    @Test
    void the_list_is_newest_first_and_paging_neither_repeats_nor_skips_while_new_ones_arrive() {
        var before =
                IntStream.range(0, 7).mapToObj(_ -> accepted(ann).toString()).toList();
        var seen = new ArrayList<String>();
        String next = null;
        do {
            var page = ann.get("/api/generation?limit=3" + (next == null ? "" : "&cursor=" + next));
            page.json()
                    .get("items")
                    .forEach(item -> seen.add(item.get("generationId").asString()));
            next = page.json().get("nextCursor").isNull() ? null : page.text("nextCursor");
            accepted(ann);
        } while (next != null);

        assertThat(seen).containsExactlyElementsOf(before.reversed());
    }

    @Test
    void the_list_can_be_narrowed_by_status_and_time() {
        accepted(ann);

        assertThat(ann.get("/api/generation?status=PENDING").json().get("items"))
                .hasSize(1);
        assertThat(ann.get("/api/generation?status=COMPLETE").json().get("items"))
                .isEmpty();
        assertThat(ann.get("/api/generation?createdAfter=2020-01-01T00:00:00Z&createdBefore=2020-01-02T00:00:00Z")
                        .json()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void what_is_not_built_yet_is_refused_and_not_ignored() {
        var id = accepted(ann);

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

    @Test
    void the_timeline_begins_with_the_acceptance() {
        var events =
                ann.get("/api/generation/" + accepted(ann) + "/events").json().get("items");

        assertThat(events).hasSize(1);
        assertThat(events.get(0).get("type").asString()).isEqualTo("accepted");
    }

    @Test
    void an_image_needs_a_genuine_signature_or_its_owner() {
        var image = "/api/image/" + UUID.randomUUID();

        assertThat(api.get(image).status()).isEqualTo(401);
        assertThat(ann.get(image).status()).isEqualTo(404);
        assertThat(api.get(image + "?exp=9999999999&sig=forged").status()).isEqualTo(403);
        assertThat(api.get(image + "?sig=forged").status()).isEqualTo(403);
    }

    private static UUID accepted(Owner owner) {
        return UUID.fromString(owner.post("/api/generation", FOX).text("generationId"));
    }

    private static void assertRefused(Answer answer, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo(field);
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
