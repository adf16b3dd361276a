package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// From the AI server's no to the picture an operator has asked for again.
@Order(19)
@ExtendWith(OnTheSite.class)
class ReplayIT {

    /// Fewer than make the worker believe that its key is wrong.
    private static final int FAILED = 8;

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void what_an_operator_replays_becomes_a_picture_even_when_the_api_dies_in_the_middle(Site site) throws Exception {
        var owner = site.newOwner();
        var operator = operator(site);
        site.aiServer().takes(Duration.ofMillis(20));
        try (var socket = owner.listen()) {
            site.aiServer().misbehaves("""
                    {"errorRate":1,"status":405}""");
            var orders = owner.order(FAILED, "refused at first");
            socket.awaitSequence(1, FAILED);
            site.aiServer().behaves();
            assertThat(orders)
                    .allSatisfy(order -> assertThat(failure(owner, order)).isEqualTo("AI_SERVER_REFUSED"));
            within(SOON, () -> assertThat(open(operator)).hasSize(FAILED));
            var fingerprint = open(operator).getFirst().path("fingerprint").asString();

            var order = """
                    {"filter":{"fingerprint":"%s"},"ratePerSecond":1,"dryRun":%s}""";
            assertThat(operator.post("/api/ops/replay", order.formatted(fingerprint, true))
                            .expect(200)
                            .json()
                            .path("total")
                            .asInt())
                    .isEqualTo(FAILED);
            assertThat(open(operator)).hasSize(FAILED);

            var replay = operator.post("/api/ops/replay", order.formatted(fingerprint, false))
                    .expect(202)
                    .json()
                    .path("replayId")
                    .asString();
            operator.post("/api/ops/replay", order.formatted(fingerprint, false))
                    .expect(409);
            socket.awaitSequence(1, FAILED + 2);
            site.apiService().kill();
            site.bringBack(site.apiService());

            within(SOON, () -> assertThat(state(operator, replay)).isEqualTo("DONE"));
            owner.awaitComplete(orders);
            socket.awaitSequence(1, 3 * FAILED);
            assertThat(orders).allSatisfy(each -> {
                assertThat(owner.read(each.id()).json().path("run").asInt()).isEqualTo(2);
                assertThat(owner.attempts(each)).hasSize(2);
                assertThat(news(socket, each)).containsExactly("failed", "replayed", "completed");
            });
            var calls = site.aiServer().calls();
            assertThat(orders).allSatisfy(each -> assertThat(calls.of(each)).isEqualTo(2));
            assertThat(open(operator)).isEmpty();
            assertThat(deeds(operator, replay)).containsExactlyInAnyOrder("replay.started", "replay.done");
        }
    }

    @Test
    void an_owner_may_cancel_what_waits_and_ask_for_it_again(Site site) throws Exception {
        var owner = site.newOwner();
        site.aiServer().takes(Duration.ofSeconds(20));
        try (var socket = owner.listen()) {
            var order = owner.order("changed my mind");
            within(SOON, () -> assertThat(site.aiServer().calls().of(order)).isOne());

            owner.api().post("/api/generation/" + order.id() + "/cancel", "").expect(200);

            assertThat(failure(owner, order)).isEqualTo("CANCELLED");
            socket.awaitSequence(1, 1);
            site.aiServer().takes(Duration.ofMillis(20));
            owner.api().post("/api/generation/" + order.id() + "/retry", "").expect(202);
            owner.api().post("/api/generation/" + order.id() + "/retry", "").expect(409);

            owner.awaitComplete(order.id());
            socket.awaitSequence(1, 3);
            assertThat(news(socket, order)).containsExactly("failed", "replayed", "completed");
        }
    }

    private static Http operator(Site site) throws Exception {
        var password = Files.readString(site.data().path().resolve("keys").resolve("operator-password"));
        return Owner.signIn(site.api(), site.notifier(), "operator@darkroom.local", password.strip())
                .api();
    }

    private static List<JsonNode> open(Http operator) {
        return operator.get("/api/ops/dead-letter?state=OPEN&failureCode=AI_SERVER_REFUSED&limit=100")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    private static String state(Http operator, String replay) {
        return operator.get("/api/ops/replay/" + replay)
                .expect(200)
                .json()
                .path("state")
                .asString();
    }

    private static List<String> deeds(Http operator, String replay) {
        return operator.get("/api/ops/audit?limit=100")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .filter(event -> event.path("subject").asString().equals(replay))
                .map(event -> event.path("action").asString())
                .toList();
    }

    private static String failure(Owner owner, Generation order) {
        return owner.read(order.id()).json().path("failure").path("code").asString();
    }

    /// What its owner was told of it, each once.
    private static List<String> news(Socket socket, Generation order) {
        var told = socket.frames("event").stream()
                .map(frame -> frame.path("event"))
                .filter(event -> event.path("subject").asString().equals(order.id()))
                .toList();
        assertThat(new HashSet<>(
                        told.stream().map(event -> event.path("id").asString()).toList()))
                .hasSameSizeAs(told);
        return IntStream.range(0, told.size())
                .mapToObj(n -> told.get(n).path("type").asString().split("\\.", -1)[3])
                .toList();
    }
}
