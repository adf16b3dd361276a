package dev.darkroom.worker;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.EventTypes;
import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.contract.GenerationSnapshot;
import dev.darkroom.contract.GenerationSnapshot.Stage;
import dev.darkroom.contract.GenerationSnapshot.Status;
import dev.darkroom.contract.Topics;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Exposition;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.testkit.Records;
import dev.darkroom.wire.WireJson;
import dev.darkroom.worker.stage.Accepted;
import dev.darkroom.worker.stage.Pictures;
import dev.darkroom.worker.stage.PlayedAiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@RealParts
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "management.prometheus.metrics.export.enabled=true")
@DirtiesContext
class WholePathTest {

    private static final PlayedAiServer AI = new PlayedAiServer();

    @TempDir
    private static Path images;

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Outbox outbox;

    private Accepted accepted;
    private final Broker broker;

    WholePathTest(Broker broker) {
        this.broker = broker;
    }

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        properties.add("darkroom.worker.ai.base-url", AI::address);
        properties.add("darkroom.worker.images.dir", images::toString);
    }

    @AfterAll
    static void closeTheAiServer() {
        AI.close();
    }

    @BeforeEach
    void theAiServerPaints() {
        AI.plays(PlayedAiServer::paint);
        accepted = new Accepted(jdbc);
    }

    @Test
    void a_request_becomes_a_picture_a_complete_row_and_an_event() throws IOException {
        var generation = accepted.of(2, 5);
        request(generation, 1);

        eventually(() -> assertThat(accepted.row(generation)).containsEntry("status", "COMPLETE"));

        assertThat(accepted.row(generation))
                .containsEntry("stage", null)
                .containsEntry("lease_owner", null)
                .containsEntry("attempt", 1)
                .containsEntry("attempts_made", 1)
                .containsEntry("version", 3);
        assertThat(accepted.attempt(generation, 1))
                .containsEntry("outcome", "SUCCEEDED")
                .containsEntry("charged", true)
                .containsEntry("backend", "openai");
        assertThat(accepted.runsOf(generation)).isEqualTo(1);
        assertThat(accepted.images(generation))
                .hasSize(2)
                .allSatisfy(image -> assertThat(images.resolve((String) image.get("storage_key")))
                        .hasBinaryContent(Pictures.png(64, 64))
                        .hasDigest("SHA-256", (String) image.get("sha256")));
        eventually(() -> assertThat(events(generation)).hasSize(1));
        var event = events(generation).getFirst();
        assertThat(Records.header(event, "ce_type")).isEqualTo(EventTypes.COMPLETED);
        assertThat(Records.header(event, "ce_subject")).isEqualTo(generation.toString());
        assertThat(Records.header(event, "ce_partitionkey")).isEqualTo(event.key());
        var snapshot = WireJson.mapper().readValue(event.value(), GenerationSnapshot.class);
        assertThat(snapshot.status()).isEqualTo(Status.COMPLETE);
        assertThat(snapshot.version()).isEqualTo(3);
        assertThat(snapshot.images()).hasSize(2);
        try (var left = Files.list(images.resolve(".drafts"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void what_the_page_says_of_the_metrics_is_so_and_they_count_what_happened() {
        var before = Exposition.of(port);
        var generation = accepted.of(2, 5);
        request(generation, 1);
        eventually(() -> assertThat(accepted.row(generation)).containsEntry("status", "COMPLETE"));

        eventually(() -> {
            var now = Exposition.of(port);
            assertThat(now.types())
                    .containsAllEntriesOf(Exposition.told("Every service"))
                    .containsAllEntriesOf(Exposition.told("worker-service"));
            assertThat(Exposition.told("worker-service")).containsAllEntriesOf(now.ownTypes());
            now.assertMovedSince(before, 1, "darkroom_generation_terminal_total", "outcome=\"COMPLETE\"");
            now.assertMovedSince(before, 1, "darkroom_generation_duration_seconds_count", "outcome=\"COMPLETE\"");
            now.assertMovedSince(before, 1, "darkroom_generation_queue_wait_seconds_bucket", "le=\"10.0\"");
            now.assertMovedSince(before, 1, "darkroom_ai_calls_seconds_count", "outcome=\"painted\"");
            now.assertMovedSince(before, 2, "darkroom_image_stored_bytes_count");
        });
        var after = Exposition.of(port);
        assertThat(after.value("darkroom_image_store_free_bytes"))
                .isPositive()
                .isLessThanOrEqualTo(after.value("darkroom_image_store_total_bytes"));
        assertThat(after.value("darkroom_worker_in_flight_max")).isEqualTo(64);
        assertThat(after.value("resilience4j_circuitbreaker_state", "name=\"openai\"", "state=\"closed\""))
                .isEqualTo(1);
    }

    @Test
    void who_waits_is_told_that_a_worker_has_taken_the_picture_up() {
        var enough = new CountDownLatch(1);
        AI.plays((exchange, request) -> {
            enough.await();
            PlayedAiServer.paint(exchange, request);
        });
        var generation = accepted.one();
        request(generation, 1);
        var records = new Records(broker);

        eventually(() -> assertThat(records.about(Topics.PROGRESS, generation)).hasSize(1));

        enough.countDown();
        eventually(() -> assertThat(accepted.row(generation)).containsEntry("status", "COMPLETE"));
        assertThat(records.about(Topics.PROGRESS, generation)).singleElement().satisfies(told -> {
            assertThat(Records.header(told, "ce_type")).isEqualTo(EventTypes.PROGRESSED);
            var snapshot = WireJson.mapper().readValue(told.value(), GenerationSnapshot.class);
            assertThat(Records.header(told, "ce_time"))
                    .isEqualTo(snapshot.startedAt().toString());
            assertThat(snapshot)
                    .extracting(GenerationSnapshot::stage, GenerationSnapshot::version)
                    .containsExactly(Stage.GENERATING, 2);
            assertThat(snapshot.attempts().made()).isEqualTo(1);
        });
    }

    @Test
    void a_record_delivered_twice_asks_the_ai_server_once() {
        var generation = accepted.one();
        request(generation, 1);
        request(generation, 1);
        var later = accepted.one();
        request(later, 1);

        eventually(() -> {
            assertThat(accepted.row(generation)).containsEntry("status", "COMPLETE");
            assertThat(accepted.row(later)).containsEntry("status", "COMPLETE");
        });
        assertThat(AI.callsOf(generation)).isEqualTo(1);
    }

    @Test
    void a_refused_prompt_fails_with_its_code_and_says_so() {
        AI.plays(PlayedAiServer.answers(
                400, "{\"error\":{\"code\":\"content_policy_violation\",\"message\":\"not this\"}}"));
        var generation = accepted.one();
        request(generation, 1);

        eventually(() -> assertThat(accepted.row(generation)).containsEntry("status", "FAILED"));

        assertThat(accepted.row(generation))
                .containsEntry("failure_code", "CONTENT_REJECTED")
                .containsEntry("failure_retryable", false)
                .containsEntry("flagged", true);
        assertThat(accepted.attempt(generation, 1))
                .containsEntry("outcome", "REJECTED")
                .containsEntry("http_status", 400);
        eventually(() -> assertThat(events(generation))
                .extracting(event -> Records.header(event, "ce_type"))
                .containsExactly(EventTypes.FAILED));
    }

    @Test
    void more_requests_than_permits_are_all_done() {
        var generations = IntStream.range(0, 300).mapToObj(_ -> accepted.one()).toList();
        generations.forEach(generation -> request(generation, 1));

        eventually(() -> assertThat(generations)
                .allSatisfy(generation -> assertThat(accepted.row(generation)).containsEntry("status", "COMPLETE")));
        assertThat(generations)
                .allSatisfy(generation -> assertThat(AI.callsOf(generation)).isEqualTo(1));
    }

    private void request(UUID generation, int attempt) {
        append(OutboxMessage.now(
                generation,
                Topics.REQUESTED,
                generation.toString(),
                Map.of(),
                WireJson.mapper().writeValueAsString(new GenerationRequested(generation, 1, attempt))));
    }

    private void append(OutboxMessage message) {
        transaction.executeWithoutResult(_ -> outbox.append(List.of(message)));
    }

    private List<ConsumerRecord<String, String>> events(UUID generation) {
        return new Records(broker).about(Topics.EVENTS, generation);
    }
}
