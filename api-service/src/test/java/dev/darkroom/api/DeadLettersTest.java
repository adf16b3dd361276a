package dev.darkroom.api;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiClient.Answer;
import dev.darkroom.api.ApiClient.Owner;
import dev.darkroom.contract.DeadLetterHeaders;
import dev.darkroom.contract.Topics;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.Exposition;
import dev.darkroom.testkit.RealParts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// From `generation.dlt` to what operators see, the metrics included. Properties of its own, and an end of
/// its own, keep this class from sharing its service, or its consumer group, with others.
@RealParts
@DirtiesContext
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "darkroom.accounts.operator.email=boss@example.org",
            "darkroom.accounts.operator.password=operator-password-1",
            "darkroom.watch.every=200ms",
            "management.prometheus.metrics.export.enabled=true"
        })
class DeadLettersTest {

    private static final byte[] NO_TEXT = {(byte) 0xff, 0, (byte) 0xfe};

    @TempDir
    private static Path images;

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Outbox outbox;

    private Owner ann;
    private Owner boss;
    private Generations generations;
    private KafkaProducer<byte[], byte[]> producer;

    @DynamicPropertySource
    static void directory(DynamicPropertyRegistry properties) {
        properties.add("darkroom.images.directory", images::toString);
    }

    @BeforeEach
    void people(Broker broker) {
        var api = new ApiClient(port);
        ann = api.newOwner();
        boss = api.signIn("boss@example.org", "operator-password-1");
        generations = new Generations(jdbc);
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
    void letters_wait_in_kafka_while_the_database_is_away(Database database) throws Exception {
        var id = failed();
        var slash = database.url().lastIndexOf('/') + 1;
        var name = database.url().substring(slash);
        var elsewhere = new Database(
                        database.url().substring(0, slash) + "postgres", database.user(), database.password())
                .jdbc();
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

    @Test
    void operators_filter_page_and_group() {
        var ids = List.of(failed(), failed(), failed());
        ids.forEach(id -> dead(id, 1, "attempt " + id + " was refused", Map.of()));
        var other = failed();
        dead(other, 1, "the server is on fire", Map.of());
        ids.forEach(this::awaitLetter);
        var mine = "?ownerId=" + ann.id();
        eventually(() -> assertThat(letters(mine)).hasSize(4));

        var seen = new ArrayList<String>();
        String next = null;
        do {
            var page = boss.get("/api/ops/dead-letter" + mine + "&limit=3" + (next == null ? "" : "&cursor=" + next))
                    .json();
            page.get("items").forEach(item -> seen.add(item.get("id").asString()));
            next = page.get("nextCursor").isNull()
                    ? null
                    : page.get("nextCursor").asString();
        } while (next != null);
        assertThat(seen).hasSize(4).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b.compareTo(a));

        var kind = letter(ids.getFirst()).get("fingerprint").asString();
        assertThat(letters(mine + "&fingerprint=" + kind)).hasSize(3);
        assertThat(letters(mine + "&state=DISCARDED")).isEmpty();
        assertThat(letters(mine + "&failureCode=AI_SERVER_REFUSED&from=2020-01-01T00:00:00Z"))
                .hasSize(4);
        assertThat(letters(mine + "&to=2020-01-01T00:00:00Z")).isEmpty();
        var groups = boss.get("/api/ops/dead-letter/group" + mine).json().get("items");
        assertThat(groups).hasSize(2);
        assertThat(groups.get(0).get("fingerprint").asString()).isEqualTo(kind);
        assertThat(groups.get(0).get("count").asInt()).isEqualTo(3);
        assertThat(boss.get("/api/ops/dead-letter/group" + mine + "&limit=1")
                        .json()
                        .get("nextCursor")
                        .isNull())
                .isFalse();
        for (var bad :
                List.of("?state=LOST", "?fingerprint=%00", "?failureCode=x'", "?ownerId=1", "?from=now", "?o=1")) {
            assertThat(boss.get("/api/ops/dead-letter" + bad).status()).as(bad).isEqualTo(400);
        }
    }

    @Test
    void a_discard_is_written_down_and_repeating_it_changes_nothing() {
        var id = failed();
        dead(id, 1, "answered 401", Map.of());
        var letter = awaitLetter(id).get("id").asString();

        var discarded = discard(letter, "the key was rotated");

        assertThat(discarded.status()).isEqualTo(200);
        assertThat(discarded.text("state")).isEqualTo("DISCARDED");
        assertThat(discard(letter, "again").json()).isEqualTo(discarded.json());
        assertThat(boss.get("/api/ops/dead-letter/" + letter).text("discardReason"))
                .isEqualTo("the key was rotated");
        var deeds = boss.get("/api/ops/audit?limit=100")
                .json()
                .get("items")
                .valueStream()
                .filter(event -> event.get("subject").asString().equals(letter))
                .toList();
        assertThat(deeds).singleElement().satisfies(deed -> {
            assertThat(deed.get("action").asString()).isEqualTo("dead_letter.discarded");
            assertThat(deed.get("actorId").asString()).isEqualTo(boss.id().toString());
            assertThat(deed.get("actorEmail").asString()).isEqualTo("boss@example.org");
            assertThat(deed.get("detail").get("reason").asString()).isEqualTo("the key was rotated");
        });
    }

    @Test
    void only_an_open_letter_is_discarded_and_only_with_a_reason() {
        var id = failed();
        dead(id, 1, "answered 401", Map.of());
        var letter = awaitLetter(id).get("id").asString();
        assertThat(boss.post("/api/ops/dead-letter/" + letter + "/discard", "{}")
                        .status())
                .isEqualTo(400);
        ann.post("/api/generation/" + id + "/retry", "");

        var refused = discard(letter, "too late");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("NOT_REPLAYABLE");
        assertThat(discard(UUID.randomUUID().toString(), "nothing").status()).isEqualTo(404);
    }

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

    @Test
    void what_the_page_says_of_the_metrics_is_so_and_they_count_what_happened() throws IOException {
        var before = Exposition.of(managementPort);
        var fox = "{\"prompt\":\"a red fox in the snow\"}";
        var key = UUID.randomUUID().toString();
        ann.post("/api/generation", fox, "Idempotency-Key", key);
        ann.post("/api/generation", fox, "Idempotency-Key", key);
        ann.post("/api/generation", "{\"prompt\":\"a cat\"}", "Idempotency-Key", key);
        var cancelled = Generations.accepted(ann);
        ann.post("/api/generation/" + cancelled + "/cancel", "");
        ann.post("/api/generation/" + cancelled + "/cancel", "");
        ann.post("/api/generation/" + cancelled + "/retry", "");
        var picture = "/api/image/" + picture(cancelled, "12345");
        ann.get(picture);
        ann.get(picture, "Range", "bytes=0-1");
        ann.get(picture, "If-None-Match", "\"sha\"");
        var failed = failed();
        dead(failed, 1, "answered 401", Map.of());
        awaitLetter(failed);

        eventually(() -> {
            var now = Exposition.of(managementPort);
            assertThat(now.types())
                    .containsAllEntriesOf(Exposition.told("Every service"))
                    .containsAllEntriesOf(Exposition.told("api-service"));
            assertThat(Exposition.told("api-service")).containsAllEntriesOf(now.ownTypes());
            assertThat(now.value("darkroom_consumer_lag_records", "group=\"worker\""))
                    .isPositive();
            assertThat(now.value("darkroom_consumer_lag_records", "group=\"api-dead-letters\""))
                    .isZero();
            assertThat(now.value("darkroom_consumer_committed_records", "group=\"api-dead-letters\""))
                    .isPositive();
            assertThat(now.value("darkroom_pending_generations", "stage=\"QUEUED\""))
                    .isPositive();
            assertThat(now.value("darkroom_pending_oldest_age_seconds")).isPositive();
            assertThat(now.value("darkroom_dead_letters_open", "code=\"AI_SERVER_REFUSED\""))
                    .isPositive();
            assertThat(now.value("darkroom_dead_letters_oldest_age_seconds")).isPositive();
            assertThat(now.value("darkroom_standing_age_seconds")).isLessThan(10);
        });
        var after = Exposition.of(managementPort);
        assertMoved(before, after, 3, "darkroom_generation_accepted_total", "kind=\"IMAGE\"");
        assertMoved(before, after, 1, "darkroom_generation_terminal_total", "code=\"CANCELLED\"");
        assertMoved(before, after, 1, "darkroom_generation_reruns_total", "by=\"OWNER\"");
        assertMoved(before, after, 2, "darkroom_idempotency_total", "outcome=\"none\"");
        assertMoved(before, after, 1, "darkroom_idempotency_total", "outcome=\"new\"");
        assertMoved(before, after, 1, "darkroom_idempotency_total", "outcome=\"repeated\"");
        assertMoved(before, after, 1, "darkroom_idempotency_total", "outcome=\"mismatch\"");
        assertMoved(before, after, 1, "darkroom_http_problems_total", "code=\"IDEMPOTENCY_MISMATCH\"");
        assertMoved(before, after, 5, "darkroom_image_served_bytes_sum", "outcome=\"whole\"");
        assertMoved(before, after, 2, "darkroom_image_served_bytes_sum", "outcome=\"part\"");
        assertMoved(before, after, 1, "darkroom_image_served_bytes_count", "outcome=\"not_modified\"");
        assertThat(after.value("http_server_requests_seconds_bucket", "le=\"0.25\"", "uri=\"/api/generation\""))
                .isPositive();
    }

    private static void assertMoved(Exposition before, Exposition after, double by, String name, String label) {
        assertThat(after.value(name, label) - before.value(name, label))
                .as(name + "{" + label + "}")
                .isEqualTo(by);
    }

    private UUID picture(UUID generation, String bytes) throws IOException {
        var id = UUID.randomUUID();
        Files.writeString(images.resolve("picture.png"), bytes);
        jdbc.update("""
                insert into generation_image (id, generation_id, run, ordinal, content_type, width, height, byte_size,
                                              sha256, storage_key)
                values (?, ?, 1, 0, 'image/png', 64, 64, ?, 'sha', 'picture.png')
                """, id, generation, bytes.length());
        return id;
    }

    @Test
    void nobody_but_operators_sees_or_changes_anything() {
        var anything = UUID.randomUUID();
        for (var path : List.of(
                "/dead-letter",
                "/dead-letter/group",
                "/dead-letter/" + anything,
                "/audit",
                "/overview",
                "/worker",
                "/generation/" + anything)) {
            assertThat(ann.get("/api/ops" + path).status()).isEqualTo(403);
            assertThat(ann.get("/api/ops" + path).text("code")).isEqualTo("FORBIDDEN");
            assertThat(new ApiClient(port).get("/api/ops" + path).status()).isEqualTo(401);
        }
        assertThat(ann.post("/api/ops/dead-letter/" + anything + "/discard", "{\"reason\":\"x\"}")
                        .status())
                .isEqualTo(403);
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

    private UUID failed() {
        var id = Generations.accepted(ann);
        generations.claimed(id);
        generations.failed(id, "AI_SERVER_REFUSED", true);
        return id;
    }

    /// As the worker tells of it.
    private void dead(UUID id, int run, String message, Map<String, String> more) {
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

    private static byte[] work(UUID id, int run) {
        return bytes("{\"generationId\":\"" + id + "\",\"run\":" + run + ",\"attempt\":1}");
    }

    private RecordMetadata send(byte[] key, byte[] value, Map<String, byte[]> headers) throws Exception {
        return producer.send(record(key, value, headers)).get(10, TimeUnit.SECONDS);
    }

    private static ProducerRecord<byte[], byte[]> record(byte[] key, byte[] value, Map<String, byte[]> headers) {
        var record = new ProducerRecord<>(Topics.DEAD_LETTERS, 0, key, value);
        headers.forEach((name, bytes) -> record.headers().add(name, bytes));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode awaitLetter(UUID generationId) {
        eventually(
                () -> assertThat(letters("?ownerId=" + ann.id() + "&limit=100").valueStream())
                        .anyMatch(item -> item.get("generationId").asString().equals(generationId.toString())));
        return letter(generationId);
    }

    private JsonNode letter(UUID generationId) {
        return letters("?ownerId=" + ann.id() + "&limit=100")
                .valueStream()
                .filter(item -> item.get("generationId").asString().equals(generationId.toString()))
                .findFirst()
                .orElseThrow();
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

    private JsonNode letters(String query) {
        return boss.get("/api/ops/dead-letter" + query).json().get("items");
    }

    private Answer discard(String letter, String reason) {
        return boss.post("/api/ops/dead-letter/" + letter + "/discard", "{\"reason\":\"" + reason + "\"}");
    }

    private long waitingForLocks() {
        return Long.parseLong(String.valueOf(jdbc.queryForObject(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
                Long.class)));
    }
}
