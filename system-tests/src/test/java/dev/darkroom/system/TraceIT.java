package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.standalone.Part;
import dev.darkroom.system.Collector.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// One generation that fails, is retried, fails for good and is replayed, followed by its trace.
@Order(2)
@ExtendWith(OnTheSite.class)
class TraceIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String PROMPT = "nobody may read this in a log";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String OPERATORS_TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void a_generation_is_one_trace_from_the_request_to_the_frame_through_retry_and_replay(Site site) throws Exception {
        var owner = site.newOwner();
        try (var socket = owner.listen()) {
            var id = failedAtTheSecondAttempt(site, owner);
            replay(site, id);
            within(SOON, () -> assertThat(owner.read(id).status()).isEqualTo("COMPLETE"));
            socket.awaitSequence(1, 3);

            assertThat(socket.events())
                    .allSatisfy(frame -> assertThat(
                                    frame.path("event").path("traceparent").asString())
                            .contains(TRACE));
            assertThat(traceparents(site, id)).hasSize(3).allMatch(said -> said.contains(TRACE));
            assertRecordsCarryIt(site);
            for (var part : List.of(site.apiService(), site.worker(), site.notifierService())) {
                within(SOON, () -> assertLinesCarryIt(site, part, id));
            }
            within(SOON, () -> assertSpans(site.collector().trace(TRACE)));
            within(SOON, () -> assertReplayStep(site));
        }
    }

    private static String failedAtTheSecondAttempt(Site site, Owner owner) {
        site.aiServer().takes(Duration.ofMillis(20));
        site.aiServer().misbehaves("""
                {"errorRate":1,"status":503,"retryAfterSeconds":1}""");
        var accepted = new Generation(Http.send(owner.api()
                        .request("/api/generation")
                        .header("Content-Type", "application/json")
                        .header("traceparent", traceparent(TRACE))
                        .POST(ofString("""
                                {"prompt":"%s","width":64,"height":64}""".formatted(PROMPT))))
                .expect(202)
                .json());
        within(
                SOON,
                () -> assertThat(owner.read(accepted.id()).json().path("stage").asString())
                        .isEqualTo("RETRY_WAIT"));
        // within the second that the AI server asks to be left alone
        site.aiServer().misbehaves("""
                {"errorRate":1,"status":405}""");
        within(SOON, () -> assertThat(owner.read(accepted.id()).status()).isEqualTo("FAILED"));
        site.aiServer().behaves();
        assertThat(owner.attempts(accepted)).hasSize(2);
        return accepted.id();
    }

    private static void replay(Site site, String generationId) throws Exception {
        var password = Files.readString(site.data().path().resolve("keys").resolve("operator-password"));
        var operator = Owner.signIn(site.api(), site.notifier(), "operator@darkroom.local", password.strip())
                .api();
        within(SOON, () -> assertThat(letters(operator, generationId)).hasSize(1));
        assertThat(operator.get("/api/ops/generation/" + generationId)
                        .expect(200)
                        .json()
                        .path("traceId")
                        .asString())
                .isEqualTo(TRACE);
        Http.send(operator.request("/api/ops/replay")
                        .header("Content-Type", "application/json")
                        .header("traceparent", traceparent(OPERATORS_TRACE))
                        .POST(ofString(
                                """
                                {"ids":["%s"]}""".formatted(letters(operator, generationId).getFirst()))))
                .expect(202);
    }

    private static List<String> letters(Http operator, String generationId) {
        return operator.get("/api/ops/dead-letter?state=OPEN&failureCode=AI_SERVER_REFUSED&limit=100")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .filter(letter -> letter.path("generationId").asString().equals(generationId))
                .map(letter -> letter.path("id").asString())
                .toList();
    }

    private static List<String> traceparents(Site site, String generationId) {
        return site.aiServer().calls().traceparents().entrySet().stream()
                .filter(call -> call.getKey().startsWith(generationId))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static void assertRecordsCarryIt(Site site) {
        var records = site.records();
        assertThat(carriers(records, "generation.requested", "traceparent")).isEqualTo(2);
        assertThat(carriers(records, "generation.retry", "traceparent")).isEqualTo(1);
        assertThat(carriers(records, "generation.events", "ce_traceparent")).isEqualTo(3);
        assertThat(carriers(records, "generation.dlt", "traceparent")).isEqualTo(1);
        assertThat(records.headers("generation.requested", "darkroom-caused-by"))
                .anyMatch(cause -> cause.contains(OPERATORS_TRACE));
    }

    private static long carriers(Records records, String topic, String header) {
        return records.headers(topic, header).stream()
                .filter(said -> said.contains(TRACE))
                .count();
    }

    private static void assertLinesCarryIt(Site site, Part part, String generationId) throws IOException {
        var lines = site.log(part);
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.path("service").path("name").asString()).isEqualTo(part.name());
            assertThat(line.path("@timestamp").isString()).isTrue();
            assertThat(line.toString()).doesNotContain(PROMPT);
        });
        assertThat(lines.stream()
                        .filter(line -> line.path("generationId").asString("").equals(generationId)))
                .as("lines of %s about the generation", part.name())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(trace(line)).isEqualTo(TRACE));
    }

    private static String trace(JsonNode line) {
        return line.path("trace.id").asString("");
    }

    private static void assertSpans(List<Span> trace) {
        assertThat(new HashSet<>(trace.stream().map(Span::service).toList()))
                .containsExactlyInAnyOrder("api-service", "worker-service", "notifier-service");
        var accepted = only(trace, "POST /api/generation");
        assertThat(accepted.parentId()).isEqualTo(CALLER);
        var attempts = named(trace, "attempt");
        assertThat(attempts)
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.parentId()).isEqualTo(accepted.id()));
        var retry = only(trace, "send generation.retry");
        var first = attempts.stream()
                .filter(one -> one.id().equals(retry.parentId()))
                .findFirst()
                .orElseThrow();
        assertThat(first.links()).as("of the first attempt").isEmpty();
        assertThat(attempts.stream().filter(one -> !one.equals(first)).flatMap(one -> one.links().stream()))
                .as("what led to the other attempts")
                .hasSize(2)
                .contains(TRACE + "-" + first.id())
                .anyMatch(link -> link.startsWith(OPERATORS_TRACE));
        assertThat(named(trace, "paint").stream().map(Span::parentId))
                .containsExactlyInAnyOrderElementsOf(
                        attempts.stream().map(Span::id).toList());
        assertThat(named(trace, "send generation.requested"))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.parentId()).isEqualTo(accepted.id()));
        assertThat(named(trace, "inbox")).hasSize(3);
        assertThat(named(trace, "frame").stream().map(Span::parentId))
                .containsExactlyInAnyOrderElementsOf(
                        named(trace, "inbox").stream().map(Span::parentId).toList());
    }

    private static void assertReplayStep(Site site) {
        var theirs = site.collector().trace(OPERATORS_TRACE);
        var step = only(theirs, "replay step");
        assertThat(step.parentId())
                .isEqualTo(only(theirs, "POST /api/ops/replay").id());
        assertThat(step.links())
                .containsExactly(TRACE + "-"
                        + only(site.collector().trace(TRACE), "POST /api/generation")
                                .id());
    }

    private static Span only(List<Span> trace, String name) {
        assertThat(named(trace, name)).as(name).hasSize(1);
        return named(trace, name).getFirst();
    }

    private static List<Span> named(List<Span> trace, String name) {
        return trace.stream().filter(span -> span.name().equals(name)).toList();
    }

    private static String traceparent(String trace) {
        return "00-%s-%s-01".formatted(trace, CALLER);
    }
}
