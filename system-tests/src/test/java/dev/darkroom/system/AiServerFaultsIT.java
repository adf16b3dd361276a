package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.standalone.Parts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// The AI server fails in every way it can, for a while. A worker with shorter waits stands in for the usual
/// one.
@Order(17)
@ExtendWith(OnTheSite.class)
class AiServerFaultsIT {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private static final Map<String, String> SHORT_WAITS = Map.of(
            "darkroom.worker.ai.timeout", "3s",
            "darkroom.worker.retry.first-delay", "500ms",
            "darkroom.worker.retry.longest-delay", "2s",
            "darkroom.worker.ai.breaker.first-wait", "1s",
            "darkroom.worker.ai.breaker.longest-wait", "1s");

    /// Five attempts are used up within a second, if they are charged.
    private static final Map<String, String> NO_PATIENCE = Map.of(
            "darkroom.worker.retry.first-delay", "100ms",
            "darkroom.worker.retry.longest-delay", "200ms",
            "darkroom.worker.ai.breaker.first-wait", "1s",
            "darkroom.worker.ai.breaker.longest-wait", "1s");

    private enum Misbehaviour {
        HANGS("""
                {"mode":"hang"}"""),
        DROPS_CONNECTIONS("""
                {"mode":"drop"}"""),
        ANSWERS_GARBAGE("""
                {"mode":"garbage"}"""),
        BREAKS_OFF("""
                {"mode":"truncated"}"""),
        NEVER_ENDS("""
                {"mode":"oversize"}"""),
        FAILS("""
                {"errorRate":1,"status":503}"""),
        IS_BUSY("""
                {"errorRate":1,"status":429,"retryAfterSeconds":%d}""".formatted(RETRY_AFTER.toSeconds()));

        private final String faults;

        Misbehaviour(String faults) {
            this.faults = faults;
        }
    }

    @Test
    void an_ai_server_that_misbehaves_for_a_while_delays_and_fails_nobody(Site site) throws Exception {
        var owner = site.newOwner();
        var aiServer = site.aiServer();
        site.worker().stop(Parts.GRACE);
        site.further().start(Service.WORKER, SHORT_WAITS);
        aiServer.takes(Duration.ofMillis(50));
        try (var socket = owner.listen()) {
            var told = 0;
            for (var misbehaviour : Misbehaviour.values()) {
                aiServer.misbehaves(misbehaviour.faults);
                var orders = owner.order(12, "while it " + misbehaviour);
                eventually(() -> {
                    var calls = aiServer.calls();
                    assertThat(orders).filteredOn(order -> calls.of(order) > 0).hasSizeGreaterThan(8);
                });
                aiServer.behaves();

                owner.awaitComplete(orders);
                told += orders.size();
                socket.awaitSequence(1, told);
                for (var order : orders) {
                    var attempts = owner.attempts(order);
                    assertThat(outcome(attempts.getLast())).isEqualTo("SUCCEEDED");
                    assertThat(attempts.subList(0, attempts.size() - 1))
                            .allSatisfy(attempt -> assertThat(
                                            attempt.path("charged").asBoolean() ? outcome(attempt) : "RETRYABLE")
                                    .as("%s: a charged attempt that did not succeed", misbehaviour)
                                    .isEqualTo("RETRYABLE"));
                    if (misbehaviour == Misbehaviour.IS_BUSY) {
                        waitedAsLongAsItWasAsked(attempts);
                    }
                }
            }
        }
    }

    @Test
    void while_the_ai_server_is_away_nothing_is_charged_and_nobody_knocks(Site site) throws Exception {
        var owner = site.newOwner();
        var aiServer = site.aiServer();
        site.worker().stop(Parts.GRACE);
        site.further().start(Service.WORKER, NO_PATIENCE);
        aiServer.takes(Duration.ofMillis(50));
        try (var socket = owner.listen();
                var load = Load.by(owner, Duration.ofMillis(60))) {
            aiServer.misbehaves(Misbehaviour.FAILS.faults);
            load.awaitAccepted(40);
            var before = aiServer.calls().total();
            var meanwhile = owner.order(20, "while it is away");
            load.awaitAccepted(60);
            assertThat(aiServer.calls().total() - before).as("calls").isLessThanOrEqualTo(3);
            aiServer.behaves();

            owner.awaitComplete(meanwhile);
            assertThat(meanwhile)
                    .allSatisfy(order -> assertThat(owner.read(order.id())
                                    .json()
                                    .path("attempts")
                                    .path("made")
                                    .asInt())
                            .as("charged attempts")
                            .isOne());
            new Promises(site, owner).kept(load.accepted(), socket, 1);
        }
    }

    /// The first attempt is the one that was told to wait.
    private static void waitedAsLongAsItWasAsked(List<JsonNode> attempts) {
        if (attempts.size() > 1 && outcome(attempts.getFirst()).equals("RETRYABLE")) {
            assertThat(Duration.between(time(attempts.getFirst(), "finishedAt"), time(attempts.get(1), "startedAt")))
                    .isGreaterThanOrEqualTo(RETRY_AFTER);
        }
    }

    private static Instant time(JsonNode attempt, String field) {
        return Instant.parse(attempt.path(field).asString());
    }

    private static String outcome(JsonNode attempt) {
        return attempt.path("outcome").asString();
    }
}
