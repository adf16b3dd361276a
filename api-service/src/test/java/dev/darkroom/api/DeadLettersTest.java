package dev.darkroom.api;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.darkroom.contract.DeadLetterHeaders;
import dev.darkroom.contract.Topics;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// From `generation.dlt` to what operators see.
class DeadLettersTest extends OperatedService {

    private static final byte[] NO_TEXT = {(byte) 0xff, 0, (byte) 0xfe};

    @Autowired
    private HikariDataSource pool;

    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void open(Broker broker) {
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        // the service creates the topics
        eventually(() -> assertThat(producer.partitionsFor(Topics.DEAD_LETTERS)).hasSize(Topics.PARTITIONS));
    }

    @AfterEach
    void close() {
        producer.close();
        jdbc.update("alter table dead_letter drop constraint if exists no_poison");
    }

    @Test
    void a_failed_run_travels_through_outbox_and_topic_to_the_operators_list() {
        var id = failed();
        jdbc.update("update generation set replay_count = 3 where id = ?", id);

        dead(
                id,
                1,
                "answered 401",
                Map.of(
                        DeadLetterHeaders.ORIGINAL_TOPIC, Topics.RETRY,
                        DeadLetterHeaders.ORIGINAL_PARTITION, "7",
                        DeadLetterHeaders.ORIGINAL_OFFSET, "8589934592"));

        var listed = awaitLetter(id);
        assertThat(listed.propertyNames())
                .containsExactly(
                        "id",
                        "generationId",
                        "run",
                        "state",
                        "failureCode",
                        "fingerprint",
                        "message",
                        "replayCount",
                        "firstSeenAt",
                        "lastSeenAt");
        assertThat(listed.get("state").asString()).isEqualTo("OPEN");
        assertThat(listed.get("run").asInt()).isEqualTo(1);
        assertThat(listed.get("failureCode").asString()).isEqualTo("AI_SERVER_REFUSED");
        assertThat(listed.get("message").asString()).isEqualTo("answered 401");
        assertThat(listed.get("replayCount").asInt()).isEqualTo(3);
        var detail =
                boss.get("/api/ops/dead-letter/" + listed.get("id").asString()).json();
        assertThat(detail.get("fingerprint")).isEqualTo(listed.get("fingerprint"));
        assertThat(detail.get("ownerId").asString()).isEqualTo(ann.id().toString());
        assertThat(detail.get("httpStatus").asInt()).isEqualTo(401);
        assertThat(detail.get("backend").asString()).isEqualTo("openai");
        assertThat(detail.get("origin").get("topic").asString()).isEqualTo(Topics.RETRY);
        assertThat(detail.get("origin").get("partition").asInt()).isEqualTo(7);
        assertThat(detail.get("origin").get("offset").asLong()).isEqualTo(8589934592L);
        assertThat(detail.get("headers").get(DeadLetterHeaders.ORIGINAL_OFFSET).asString())
                .isEqualTo("8589934592");
        assertThat(detail.get("recordKey").asString()).isEqualTo(id.toString());
        assertThat(detail.get("payload").asString()).contains("\"generationId\":\"" + id);
        assertThat(detail.get("payloadEncoding").asString()).isEqualTo("text");
        assertThat(detail.get("attempts")).hasSize(1);
        assertThat(detail.get("attempts").get(0).get("outcome").asString()).isEqualTo("PERMANENT");
    }

    @Test
    void a_repeat_only_moves_the_time_it_was_last_seen() {
        var id = failed();
        dead(id, 1, "answered 401", Map.of());
        var first = awaitLetter(id);

        dead(id, 1, "answered otherwise", Map.of());

        eventually(() -> assertThat(letter(id).get("lastSeenAt")).isNotEqualTo(first.get("lastSeenAt")));
        assertThat(letters("?ownerId=" + ann.id())).hasSize(1);
        assertThat(letter(id).get("message").asString()).isEqualTo("answered 401");
        assertThat(letter(id).get("firstSeenAt")).isEqualTo(first.get("firstSeenAt"));
    }

    @Test
    void a_letter_of_a_run_that_another_has_succeeded_is_superseded_even_if_that_commits_meanwhile() throws Exception {
        var id = failed();
        transaction.executeWithoutResult(_ -> {
            jdbc.update("update generation set run = 2 where id = ?", id);
            dead(id, 1, "answered 401", Map.of());
            eventually(() -> assertThat(waitingForLocks()).isPositive());
        });

        assertThat(awaitLetter(id).get("state").asString()).isEqualTo("SUPERSEDED");
    }

    @Test
    void whatever_else_lies_on_the_topic_is_found_by_its_place() throws Exception {
        var bare = send(null, NO_TEXT, Map.of());
        var empty = send(NO_TEXT, null, Map.of("odd", NO_TEXT));
        var lying = send(null, bytes("{}"), Map.of(DeadLetterHeaders.FAILURE_CODE, bytes("ATTEMPTS_EXHAUSTED")));
        var offset = System.nanoTime();
        var origin = Map.of(
                "kafka_original-topic", bytes("somewhere.else"),
                "kafka_original-partition", ByteBuffer.allocate(4).putInt(3).array(),
                "kafka_original-offset", ByteBuffer.allocate(8).putLong(offset).array());
        send(null, bytes("x"), origin);
        var nobody = UUID.randomUUID();
        var orphan = send(null, work(nobody, 1), Map.of(DeadLetterHeaders.FAILURE_CODE, bytes("DEADLINE_EXCEEDED")));

        var letter = awaitAt(bare);
        assertThat(letter.get("failureCode").asString()).isEqualTo("UNREADABLE_RECORD");
        assertThat(letter.get("generationId").isNull()).isTrue();
        var detail =
                boss.get("/api/ops/dead-letter/" + letter.get("id").asString()).json();
        assertThat(detail.get("payload").asString()).isEqualTo("/wD+");
        assertThat(detail.get("payloadEncoding").asString()).isEqualTo("base64");
        assertThat(detail.get("attempts")).isEmpty();
        assertThat(awaitAt(empty).get("failureCode").asString()).isEqualTo("UNREADABLE_RECORD");
        assertThat(awaitAt(lying).get("failureCode").asString()).isEqualTo("UNREADABLE_RECORD");
        assertThat(awaitAt("somewhere.else", 3, offset).get("failureCode").asString())
                .isEqualTo("UNREADABLE_RECORD");
        send(null, bytes("x"), origin);
        assertThat(awaitAt(orphan).get("failureCode").asString()).isEqualTo("UNKNOWN_GENERATION");
        eventually(() -> assertThat(jdbc.queryForObject(
                        "select last_seen_at > first_seen_at from dead_letter where origin_offset = ?",
                        Boolean.class,
                        offset))
                .isTrue());
    }

    @Test
    void a_letter_that_the_database_refuses_delays_nobody_and_is_kept_as_bytes() throws Exception {
        jdbc.update("alter table dead_letter add constraint no_poison check (message <> 'poison')");
        var poisoned = failed();
        var others = List.of(failed(), failed(), failed());
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (var id : List.of(others.get(0), poisoned, others.get(1), others.get(2))) {
            records.add(record(
                    null,
                    work(id, 1),
                    Map.of(
                            DeadLetterHeaders.FAILURE_CODE, bytes("AI_SERVER_REFUSED"),
                            DeadLetterHeaders.EXCEPTION_MESSAGE, bytes(id.equals(poisoned) ? "poison" : "fine"))));
        }
        var places = new ArrayList<RecordMetadata>();
        for (var sent : records.stream().map(producer::send).toList()) {
            places.add(sent.get(10, TimeUnit.SECONDS));
        }

        others.forEach(this::awaitLetter);
        var kept = awaitAt(places.get(1));
        assertThat(kept.get("failureCode").asString()).isEqualTo("UNREADABLE_RECORD");
        assertThat(boss.get("/api/ops/dead-letter/" + kept.get("id").asString()).text("payload"))
                .contains(poisoned.toString());
    }

    @Test
    void letters_wait_in_kafka_while_the_database_is_away() throws Exception {
        var id = failed();
        var url = pool.getJdbcUrl();
        var slash = url.lastIndexOf('/') + 1;
        var name = url.substring(slash);
        var elsewhere =
                new Database(url.substring(0, slash) + "postgres", pool.getUsername(), pool.getPassword()).jdbc();
        elsewhere.execute("alter database " + name + " allow_connections false");
        try {
            elsewhere.queryForList("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?", name);
            send(null, work(id, 1), Map.of(DeadLetterHeaders.FAILURE_CODE, bytes("AI_SERVER_REFUSED")));
            assertThat(boss.get("/api/ops/dead-letter").status()).isEqualTo(503);
        } finally {
            elsewhere.execute("alter database " + name + " allow_connections true");
        }

        eventually(() -> assertThat(boss.get("/api/ops/dead-letter").status()).isEqualTo(200));
        awaitLetter(id);
    }

    private RecordMetadata send(byte[] key, byte[] value, Map<String, byte[]> headers) throws Exception {
        return producer.send(record(key, value, headers)).get(10, TimeUnit.SECONDS);
    }

    private static ProducerRecord<byte[], byte[]> record(byte[] key, byte[] value, Map<String, byte[]> headers) {
        var record = new ProducerRecord<>(Topics.DEAD_LETTERS, 0, key, value);
        headers.forEach((name, bytes) -> record.headers().add(name, bytes));
        return record;
    }

    private JsonNode awaitAt(RecordMetadata place) {
        return awaitAt(place.topic(), place.partition(), place.offset());
    }

    private JsonNode awaitAt(String topic, int partition, long offset) {
        var found = "select id from dead_letter where origin_topic = ? and origin_partition = ? and origin_offset = ?";
        eventually(() -> assertThat(jdbc.queryForList(found, UUID.class, topic, partition, offset))
                .hasSize(1));
        var id = jdbc.queryForObject(found, UUID.class, topic, partition, offset);
        return boss.get("/api/ops/dead-letter/" + id).json();
    }

    private long waitingForLocks() {
        return Long.parseLong(String.valueOf(jdbc.queryForObject(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
                Long.class)));
    }
}
