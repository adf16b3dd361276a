package dev.darkroom.api;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiClient.Owner;
import dev.darkroom.contract.DeadLetterHeaders;
import dev.darkroom.contract.Topics;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.testkit.RealParts;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// The service with a broker and an operator. Properties of its own keep its classes from sharing their service, or its
/// consumer group, with others.
@RealParts
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "darkroom.accounts.operator.email=boss@example.org",
            "darkroom.accounts.operator.password=operator-password-1",
            "darkroom.images.directory=" + OperatedService.IMAGES,
            "darkroom.watch.every=200ms",
            "management.prometheus.metrics.export.enabled=true"
        })
abstract class OperatedService {

    static final String IMAGES = "target/operated-images";

    @LocalServerPort
    int port;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    private Outbox outbox;

    Owner ann;
    Owner boss;
    Generations generations;

    @BeforeEach
    void people() {
        var api = new ApiClient(port);
        ann = api.newOwner();
        boss = api.signIn("boss@example.org", "operator-password-1");
        generations = new Generations(jdbc);
    }

    UUID failed() {
        var id = Generations.accepted(ann);
        generations.claimed(id);
        generations.failed(id, "AI_SERVER_REFUSED", true);
        return id;
    }

    /// As the worker tells of it.
    void dead(UUID id, int run, String message, Map<String, String> more) {
        var headers = new HashMap<>(Map.of(
                DeadLetterHeaders.FAILURE_CODE, "AI_SERVER_REFUSED",
                DeadLetterHeaders.ERROR_CODE, "AI_SERVER_REFUSED",
                DeadLetterHeaders.HTTP_STATUS, "401",
                DeadLetterHeaders.BACKEND, "openai",
                DeadLetterHeaders.OWNER_ID, ann.id().toString(),
                DeadLetterHeaders.EXCEPTION_MESSAGE, message));
        headers.putAll(more);
        elsewhere(() -> transaction.executeWithoutResult(_ -> outbox.append(List.of(OutboxMessage.now(
                id, Topics.DEAD_LETTERS, id.toString(), headers, new String(work(id, run), StandardCharsets.UTF_8))))));
    }

    /// Outside any transaction of the test's own thread.
    private static void elsewhere(Runnable act) {
        try {
            Thread.ofVirtual().start(act).join();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    static byte[] work(UUID id, int run) {
        return bytes("{\"generationId\":\"" + id + "\",\"run\":" + run + ",\"attempt\":1}");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    JsonNode awaitLetter(UUID generationId) {
        eventually(
                () -> assertThat(letters("?ownerId=" + ann.id() + "&limit=100").valueStream())
                        .anyMatch(item -> item.get("generationId").asString().equals(generationId.toString())));
        return letter(generationId);
    }

    JsonNode letter(UUID generationId) {
        return letters("?ownerId=" + ann.id() + "&limit=100")
                .valueStream()
                .filter(item -> item.get("generationId").asString().equals(generationId.toString()))
                .findFirst()
                .orElseThrow();
    }

    JsonNode letters(String query) {
        return boss.get("/api/ops/dead-letter" + query).json().get("items");
    }
}
