package dev.darkroom.worker;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.DeadLetterHeaders;
import dev.darkroom.contract.EventTypes;
import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.contract.GenerationSnapshot;
import dev.darkroom.contract.GenerationSnapshot.Stage;
import dev.darkroom.contract.Topics;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.generation.WorkRecords;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.testkit.Records;
import dev.darkroom.wire.WireJson;
import dev.darkroom.worker.stage.Accepted;
import dev.darkroom.worker.stage.PlayedAiServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// A whole worker whose AI server says no, with short waits between the attempts.
@RealParts
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "darkroom.worker.retry.first-delay=50ms",
            "darkroom.worker.retry.longest-delay=100ms",
            "darkroom.worker.ai.breaker.window=20",
            "darkroom.worker.ai.breaker.minimum=20",
            "darkroom.worker.ai.breaker.first-wait=200ms"
        })
@DirtiesContext
class RetryTest {

    private static final PlayedAiServer AI = new PlayedAiServer();

    @TempDir
    private static Path images;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Outbox outbox;

    @Autowired
    private MeterRegistry meters;

    private final Broker broker;
    private final Records records;
    private Accepted accepted;

    RetryTest(Broker broker) {
        this.broker = broker;
        records = new Records(broker);
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
    void theAiServerHasAGoodRecord() {
        AI.plays(PlayedAiServer::paint);
        accepted = new Accepted(jdbc);
        var goodCalls = IntStream.range(0, 20).mapToObj(_ -> requested(5)).toList();
        eventually(() -> assertThat(goodCalls)
                .allSatisfy(id -> assertThat(accepted.row(id)).containsEntry("status", "COMPLETE")));
    }

    @Test
    void what_fails_twice_and_then_works_is_complete_with_three_attempts() {
        var calls = new AtomicInteger();
        AI.plays((exchange, request) -> {
            if (calls.incrementAndGet() < 3) {
                PlayedAiServer.answers(503, "{\"error\":{\"message\":\"no GPU for a red fox in the snow\"}}")
                        .play(exchange, request);
            } else {
                PlayedAiServer.paint(exchange, request);
            }
        });
        var generation = requested(5);

        eventually(() -> assertThat(accepted.row(generation)).containsEntry("status", "COMPLETE"));

        assertThat(accepted.row(generation)).containsEntry("attempts_made", 3).containsEntry("attempt", 3);
        for (int number = 1; number <= 2; number++) {
            assertThat(accepted.attempt(generation, number))
                    .containsEntry("outcome", "RETRYABLE")
                    .containsEntry("charged", true)
                    .containsEntry("error_code", "AI_SERVER_ERROR")
                    .containsEntry("http_status", 503)
                    .containsEntry("message", "the AI server answered 503 and quoted the prompt, which is left out");
        }
        assertThat(accepted.attempt(generation, 3)).containsEntry("outcome", "SUCCEEDED");
        eventually(() -> assertThat(waits(generation)).hasSize(2));
        var snapshot = waits(generation).getFirst();
        assertThat(snapshot.attempts().nextAt()).isNotNull();
        assertThat(snapshot.attempts().lastError().code()).isEqualTo("AI_SERVER_ERROR");
    }

    /// What live sessions are told of its setbacks.
    private List<GenerationSnapshot> waits(UUID generation) {
        return records.about(Topics.PROGRESS, generation).stream()
                .filter(record -> Records.header(record, "ce_type").equals(EventTypes.PROGRESSED))
                .map(record -> WireJson.mapper().readValue(record.value(), GenerationSnapshot.class))
                .filter(snapshot -> snapshot.stage() == Stage.RETRY_WAIT)
                .toList();
    }

    @Test
    void when_every_attempt_fails_the_generation_is_a_dead_letter_with_its_cause() {
        AI.plays(PlayedAiServer.answers(500, "{\"error\":{\"message\":\"out of memory\"}}"));
        var generation = requested(3);

        eventually(() -> assertThat(accepted.row(generation)).containsEntry("status", "FAILED"));

        assertThat(accepted.row(generation))
                .containsEntry("failure_code", "ATTEMPTS_EXHAUSTED")
                .containsEntry("attempts_made", 3);
        assertThat(AI.callsOf(generation)).isEqualTo(3);
        assertThat(accepted.runsOf(generation)).isEqualTo(1);
        eventually(() -> assertThat(records.keyed(Topics.DEAD_LETTERS, generation.toString()))
                .hasSize(1));
        var letter = records.keyed(Topics.DEAD_LETTERS, generation.toString()).getFirst();
        assertThat(letter.value()).isEqualTo("{\"generationId\":\"" + generation + "\",\"run\":1,\"attempt\":3}");
        assertThat(Records.header(letter, DeadLetterHeaders.FAILURE_CODE)).isEqualTo("ATTEMPTS_EXHAUSTED");
        assertThat(Records.header(letter, DeadLetterHeaders.ERROR_CODE)).isEqualTo("AI_SERVER_ERROR");
        assertThat(Records.header(letter, DeadLetterHeaders.HTTP_STATUS)).isEqualTo("500");
        assertThat(Records.header(letter, DeadLetterHeaders.BACKEND)).isEqualTo("openai");
        assertThat(Records.header(letter, DeadLetterHeaders.EXCEPTION_MESSAGE)).isEqualTo("out of memory");
        assertThat(Records.header(letter, DeadLetterHeaders.ORIGINAL_TOPIC)).isEqualTo(Topics.RETRY);
        var partition = letter.headers()
                .lastHeader(DeadLetterHeaders.ORIGINAL_PARTITION)
                .value();
        assertThat(ByteBuffer.wrap(partition).getInt()).isBetween(0, Topics.PARTITIONS - 1);
    }

    @Test
    void a_server_that_asks_for_patience_gets_it() {
        AI.plays((exchange, request) -> {
            exchange.getResponseHeaders().add("Retry-After", "600");
            PlayedAiServer.answers(429, "slow down").play(exchange, request);
        });
        var generation = requested(5);

        eventually(() -> assertThat(accepted.row(generation)).containsEntry("stage", "RETRY_WAIT"));

        assertThat(accepted.secondsUntilDue(generation)).isBetween(590L, 600L);
        assertThat(accepted.attempt(generation, 1)).containsEntry("error_code", "AI_SERVER_BUSY");
    }

    @Test
    void an_ai_server_that_goes_away_costs_nobody_its_budget() {
        // not so soon that somebody's second attempt fails before it counts as away
        AI.plays((exchange, request) -> {
            exchange.getResponseHeaders().add("Retry-After", "1");
            PlayedAiServer.answers(503, "gone").play(exchange, request);
        });
        var generations = IntStream.range(0, 100).mapToObj(_ -> requested(2)).toList();
        eventually(() -> assertThat(jdbc.queryForList("select breakers::text from worker", String.class))
                .anySatisfy(seen -> assertThat(seen).contains("OPEN").contains("OUTAGE")));

        AI.plays(PlayedAiServer::paint);

        eventually(() -> assertThat(generations)
                .allSatisfy(id -> assertThat(accepted.row(id)).containsEntry("status", "COMPLETE")));
        assertThat(generations)
                .allSatisfy(id -> assertThat(accepted.chargedFailures(id)).isLessThanOrEqualTo(1));
        assertThat(jdbc.queryForObject(
                        "select count(*) from outbox where topic = ?", Integer.class, Topics.DEAD_LETTERS))
                .isZero();
    }

    @Test
    void a_rotated_key_fails_a_handful_and_keeps_the_queue() {
        AI.plays(PlayedAiServer.answers(401, "{\"error\":\"unknown key\"}"));
        var generations = IntStream.range(0, 100).mapToObj(_ -> requested(5)).toList();
        eventually(() -> assertThat(jdbc.queryForList("select breakers::text from worker", String.class))
                .anySatisfy(seen -> assertThat(seen).contains("CONFIGURATION")));

        AI.plays(PlayedAiServer::paint);

        eventually(() -> assertThat(generations)
                .allSatisfy(id ->
                        assertThat(accepted.row(id)).extractingByKey("status").isNotEqualTo("PENDING")));
        var failed = generations.stream()
                .filter(id -> accepted.row(id).get("status").equals("FAILED"))
                .toList();
        assertThat(failed)
                .hasSizeBetween(1, 9)
                .allSatisfy(id -> assertThat(accepted.row(id)).containsEntry("failure_code", "AI_SERVER_REFUSED"));
    }

    @Test
    void records_that_name_no_work_are_dead_letters_with_their_origin_and_delay_nobody() {
        var stranger = UUID.randomUUID();
        append(OutboxMessage.now(UUID.randomUUID(), Topics.REQUESTED, "k1", Map.of("h", "v"), "no work at all"));
        append(OutboxMessage.raw(UUID.randomUUID(), Topics.REQUESTED, "k2", Map.of(), new byte[] {(byte) 0xff, 0, 1}));
        append(OutboxMessage.raw(
                UUID.randomUUID(), Topics.REQUESTED, null, Map.of(), "{}".getBytes(StandardCharsets.UTF_8)));
        append(OutboxMessage.now(
                UUID.randomUUID(), Topics.REQUESTED, "k3", Map.of(GenerationRequested.VERSION_HEADER, "9"), "{}"));
        append(OutboxMessage.now(UUID.randomUUID(), Topics.REQUESTED, "k4", Map.of("big", "x".repeat(100_000)), "{}"));
        kafka(new ProducerRecord<>(
                Topics.REQUESTED,
                null,
                "k5",
                "{}".getBytes(StandardCharsets.UTF_8),
                new RecordHeaders().add(GenerationRequested.VERSION_HEADER, null)));
        kafka(new ProducerRecord<>(Topics.REQUESTED, "k6".repeat(300_000), new byte[450_000]));
        append(WorkRecords.now(new GenerationRequested(stranger, 1, 1), TraceContext.of(stranger)));
        var generation = requested(5);

        eventually(() -> assertThat(accepted.row(generation)).containsEntry("status", "COMPLETE"));

        assertBuried("k1", DeadLetterHeaders.UNREADABLE_RECORD, "it is no work request");
        assertBuried("k2", DeadLetterHeaders.UNREADABLE_RECORD, "it is no work request");
        assertBuried(null, DeadLetterHeaders.UNREADABLE_RECORD, "it has no key");
        assertBuried("k3", DeadLetterHeaders.UNREADABLE_RECORD, "its version is unknown");
        assertBuried("k4", DeadLetterHeaders.UNREADABLE_RECORD, "its headers have");
        assertBuried("k5", DeadLetterHeaders.UNREADABLE_RECORD, "its version is unknown");
        assertBuried("k6".repeat(1_000), DeadLetterHeaders.UNREADABLE_RECORD, "it is no work request");
        assertBuried(stranger.toString(), DeadLetterHeaders.UNKNOWN_GENERATION, "its generation is unknown");
    }

    private void assertBuried(String key, String code, String why) {
        eventually(() -> assertThat(records.keyed(Topics.DEAD_LETTERS, key))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(Records.header(letter, DeadLetterHeaders.FAILURE_CODE))
                            .isEqualTo(code);
                    assertThat(Records.header(letter, DeadLetterHeaders.EXCEPTION_MESSAGE))
                            .startsWith(why);
                    assertThat(Records.header(letter, DeadLetterHeaders.ORIGINAL_TOPIC))
                            .isEqualTo(Topics.REQUESTED);
                }));
    }

    @Test
    void a_cancelled_generations_call_is_broken_off_and_its_answer_changes_nothing() {
        var testIsOver = new CountDownLatch(1);
        AI.plays((_, _) -> testIsOver.await());
        var generation = requested(5);
        eventually(() -> assertThat(AI.callsOf(generation)).isEqualTo(1));

        accepted.change(
                generation,
                "status = 'FAILED', stage = null, lease_owner = null, completed_at = now(), version = version + 1, "
                        + "failure_code = 'CANCELLED', failure_message = 'by its owner', failure_retryable = true");
        testIsOver.countDown();

        eventually(() -> assertThat(inFlight()).isZero());
        assertThat(accepted.row(generation)).containsEntry("failure_code", "CANCELLED");
        assertThat(accepted.images(generation)).isEmpty();
    }

    private double inFlight() {
        return meters.get("darkroom.worker.in.flight").gauge().value();
    }

    /// As any other producer would.
    private void kafka(ProducerRecord<String, byte[]> record) {
        try (var producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "max.request.size",
                        2_000_000,
                        "compression.type",
                        "gzip"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            assertThat(producer.send(record)).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    private UUID requested(int attemptsMax) {
        var generation = accepted.of(1, attemptsMax);
        append(WorkRecords.now(new GenerationRequested(generation, 1, 1), TraceContext.of(generation)));
        return generation;
    }

    private void append(OutboxMessage message) {
        transaction.executeWithoutResult(_ -> outbox.append(List.of(message)));
    }
}
