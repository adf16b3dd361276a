package dev.darkroom.notifier.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.darkroom.contract.DeadLetterHeaders;
import dev.darkroom.contract.Topics;
import dev.darkroom.notifier.event.Arrival;
import dev.darkroom.notifier.event.Arrivals;
import dev.darkroom.notifier.ledger.Streams;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.outbox.RelayBell;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.wire.WireJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;

@RealParts(kafka = false)
class InboxTest {

    private static final byte[] NO_TEXT = {(byte) 0xff, 0, (byte) 0xfe};

    private final HikariDataSource pool;
    private final JdbcTemplate jdbc;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<UUID, Long> nudged = new ConcurrentHashMap<>();
    private final Inbox inbox;

    InboxTest(Database database) {
        this.pool = database.pool(8);
        this.jdbc = new JdbcTemplate(pool);
        this.inbox = inbox(pool);
    }

    private Inbox inbox(HikariDataSource source) {
        var sql = new JdbcTemplate(source);
        return new Inbox(
                new InboxRows(sql, () -> {}),
                new Streams(sql, () -> "e1"),
                Database.transactions(source),
                new Outbox(sql, new RelayBell()),
                List.of(nudges -> nudges.forEach(one -> nudged.merge(one.ownerId(), one.head(), Math::max))),
                meters,
                Clock.systemUTC());
    }

    @BeforeEach
    void empty() {
        jdbc.execute("truncate notification, notification_stream, webhook_endpoint, webhook_delivery, outbox");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void an_owners_events_are_numbered_from_one_without_a_hole() {
        var one = UUID.randomUUID();
        var other = UUID.randomUUID();
        store(List.of(Arrivals.of(one), Arrivals.of(other), Arrivals.of(one)));
        store(List.of(Arrivals.of(one)));

        assertThat(seqs(one)).containsExactly(1L, 2L, 3L);
        assertThat(seqs(other)).containsExactly(1L);
        assertThat(nudged).containsEntry(one, 3L).containsEntry(other, 1L);
    }

    @Test
    void the_stored_envelope_carries_its_own_number() {
        var owner = UUID.randomUUID();
        store(List.of(Arrivals.of(owner), Arrivals.of(owner)));

        assertThat(jdbc.queryForList("select envelope from notification order by seq", String.class))
                .map(text -> WireJson.mapper().readTree(text).get("sequence").stringValue())
                .containsExactly("00000000000000000001", "00000000000000000002");
    }

    @Test
    void an_event_delivered_again_keeps_its_number_and_its_owner_is_nudged_again() {
        var owner = UUID.randomUUID();
        var first = Arrivals.of(owner);
        var second = Arrivals.of(owner);
        store(List.of(first, first, second));
        nudged.clear();

        store(List.of(second, first));

        assertThat(seqs(owner)).containsExactly(1L, 2L);
        assertThat(nudged).containsExactly(Map.entry(owner, 2L));
        assertThat(meters.counter("darkroom.notifier.events.inboxed").count()).isEqualTo(2);
        assertThat(meters.counter("darkroom.notifier.duplicates").count()).isEqualTo(3);
    }

    @Test
    void the_same_event_id_of_another_owner_is_another_event() {
        var event = UUID.randomUUID();
        var one = UUID.randomUUID();
        var other = UUID.randomUUID();
        store(List.of(Arrivals.of(one, event, "{}"), Arrivals.of(other, event, "{}")));

        assertThat(seqs(one)).containsExactly(1L);
        assertThat(seqs(other)).containsExactly(1L);
    }

    @Test
    void batches_at_once_with_repeats_and_new_owners_leave_no_hole_and_no_double() throws Exception {
        var owners = IntStream.range(0, 12).mapToObj(_ -> UUID.randomUUID()).toList();
        var all = new ArrayList<Arrival>();
        owners.forEach(owner -> IntStream.range(0, 100).forEach(_ -> all.add(Arrivals.of(owner))));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = new ArrayList<Future<?>>();
            for (int consumer = 0; consumer < 6; consumer++) {
                var mine = new ArrayList<>(all);
                Collections.shuffle(mine, new Random(consumer));
                runs.add(threads.submit(() -> inBatches(mine)));
            }
            for (var run : runs) {
                run.get();
            }
        }

        for (var owner : owners) {
            assertThat(seqs(owner))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 100).boxed().toList());
            assertThat(head(owner)).isEqualTo(100);
        }
    }

    @Test
    void an_event_neither_waits_for_a_webhook_that_is_being_deleted_nor_is_lost_with_it() throws Exception {
        var owner = UUID.randomUUID();
        var going = webhook(owner);
        var staying = webhook(owner);
        try (var other = pool.getConnection();
                var delete = other.prepareStatement("delete from webhook_endpoint where id = ?")) {
            other.setAutoCommit(false);
            delete.setObject(1, going);
            delete.executeUpdate();

            store(List.of(Arrivals.of(owner)));

            other.commit();
        }
        assertThat(seqs(owner)).containsExactly(1L);
        assertThat(jdbc.queryForList("select endpoint_id from webhook_delivery", UUID.class))
                .containsExactly(staying);
    }

    private UUID webhook(UUID owner) {
        return jdbc.queryForObject("""
                insert into webhook_endpoint (id, owner_id, url, types, secret)
                values (uuidv7(), ?, 'x', '{}', '\\x00')
                returning id
                """, UUID.class, owner);
    }

    private void store(List<Arrival> arrivals) {
        inbox.store(arrivals, List.of());
    }

    /// A deadlock is one transaction's failure, as in the service, where the poll is tried again.
    private void inBatches(List<Arrival> arrivals) {
        var random = RandomGenerator.getDefault();
        for (int from = 0; from < arrivals.size(); ) {
            int to = Math.min(arrivals.size(), from + 1 + random.nextInt(60));
            store(arrivals.subList(from, to));
            from = to;
        }
    }

    @Test
    void one_row_the_database_refuses_does_not_stop_the_others() {
        var one = UUID.randomUUID();
        var other = UUID.randomUUID();
        var refused = Arrivals.ofType(one, UUID.randomUUID(), "nul\u0000byte", "{}");
        store(List.of(Arrivals.of(one), refused, Arrivals.of(one), Arrivals.of(other)));

        assertThat(seqs(one)).containsExactly(1L, 2L);
        assertThat(seqs(other)).containsExactly(1L);
    }

    @Test
    void what_cannot_be_read_leaves_as_a_dead_letter_in_the_same_transaction() {
        var owner = UUID.randomUUID();
        var record = new ConsumerRecord<byte[], byte[]>(Topics.EVENTS, 4, 17, NO_TEXT, new byte[600 * 1024]);
        record.headers().add("ce_type", "no\u0000type".getBytes(UTF_8));
        record.headers().add("ce_id", "17".getBytes(UTF_8));
        record.headers().add(DeadLetterHeaders.ORIGINAL_PARTITION, "lies".getBytes(UTF_8));

        inbox.store(List.of(Arrivals.of(owner)), List.of(Unfit.letter(UUID.randomUUID(), record, "why not")));

        assertThat(seqs(owner)).containsExactly(1L);
        var letter = jdbc.queryForMap("select topic, record_key, headers::text, length(raw) as length from outbox");
        assertThat(letter)
                .containsEntry("topic", Topics.DEAD_LETTERS)
                .containsEntry("record_key", null)
                .containsEntry("length", 512 * 1024);
        var headers = WireJson.mapper().readTree((String) letter.get("headers"));
        assertThat(headers.propertyNames())
                .containsExactlyInAnyOrder(
                        "ce_id",
                        DeadLetterHeaders.FAILURE_CODE,
                        DeadLetterHeaders.EXCEPTION_MESSAGE,
                        DeadLetterHeaders.ORIGINAL_TOPIC,
                        DeadLetterHeaders.ORIGINAL_PARTITION,
                        DeadLetterHeaders.ORIGINAL_OFFSET,
                        DeadLetterHeaders.ORIGINAL_TIMESTAMP,
                        DeadLetterHeaders.TRUNCATED);
        assertThat(headers.get(DeadLetterHeaders.ORIGINAL_PARTITION).stringValue())
                .isEqualTo("4");
        assertThat(headers.get(DeadLetterHeaders.ORIGINAL_OFFSET).stringValue()).isEqualTo("17");
        assertThat(headers.get(DeadLetterHeaders.TRUNCATED).stringValue()).isEqualTo("614400");
    }

    @Test
    void a_dead_letter_that_the_database_refuses_stops_nobody() {
        var owner = UUID.randomUUID();
        var refused = OutboxMessage.raw(UUID.randomUUID(), "nul\u0000", null, Map.of(), NO_TEXT);
        var fine = OutboxMessage.raw(UUID.randomUUID(), Topics.DEAD_LETTERS, null, Map.of(), NO_TEXT);

        inbox.store(List.of(Arrivals.of(owner)), List.of(refused, fine));

        assertThat(seqs(owner)).containsExactly(1L);
        assertThat(jdbc.queryForList("select topic from outbox", String.class)).containsExactly(Topics.DEAD_LETTERS);
    }

    @Test
    void without_a_database_nothing_is_skipped_and_the_batch_comes_back() {
        var away = new HikariDataSource();
        away.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/nowhere");
        away.setConnectionTimeout(300);
        away.setInitializationFailTimeout(-1);
        try (away) {
            assertThatThrownBy(() -> inbox(away).store(List.of(Arrivals.of(UUID.randomUUID())), List.of()))
                    .isInstanceOfAny(DataAccessException.class, TransactionException.class);
        }
        assertThat(nudged).isEmpty();
    }

    private List<Long> seqs(UUID owner) {
        return jdbc.queryForList("select seq from notification where owner_id = ? order by seq", Long.class, owner);
    }

    private long head(UUID owner) {
        return jdbc.queryForObject("select head from notification_stream where owner_id = ?", Long.class, owner);
    }
}
