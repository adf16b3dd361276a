package dev.darkroom.notifier.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.darkroom.contract.DeadLetterHeaders;
import dev.darkroom.contract.Topics;
import dev.darkroom.notifier.event.Arrivals;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.testkit.Database;
import dev.darkroom.wire.WireJson;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// What cannot be stored as it is, and what stands in the way.
class InboxTroubleTest extends RealInbox {

    private static final byte[] NO_TEXT = {(byte) 0xff, 0, (byte) 0xfe};

    InboxTroubleTest(Database database) {
        super(database);
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
}
