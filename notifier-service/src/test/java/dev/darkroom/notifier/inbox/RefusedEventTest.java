package dev.darkroom.notifier.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.DeadLetterHeaders;
import dev.darkroom.contract.EventTypes;
import dev.darkroom.contract.Topics;
import dev.darkroom.notifier.ledger.Streams;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.RelayBell;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.trace.Traces;
import dev.darkroom.wire.WireJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

@RealParts(kafka = false)
class RefusedEventTest {

    private static final String REFUSED = "a.type.nobody.stores";

    private final JdbcTemplate jdbc;
    private final InboxListener listener;

    RefusedEventTest(Database database) {
        jdbc = new JdbcTemplate(database.dataSource());
        var inbox = new Inbox(
                new InboxRows(jdbc, () -> {}),
                new Streams(jdbc, () -> "e1"),
                Database.transactions(database.dataSource()),
                new Outbox(jdbc, new RelayBell()),
                List.of(),
                new SimpleMeterRegistry(),
                Clock.systemUTC());
        listener = new InboxListener(inbox, UUID::randomUUID, Traces.OFF);
    }

    @Test
    void an_event_the_database_refuses_becomes_a_dead_letter_and_stops_nobody() {
        jdbc.execute("alter table notification add constraint picky check (type <> '" + REFUSED + "')");
        var one = UUID.randomUUID();
        var other = UUID.randomUUID();

        listener.on(List.of(
                record(1, one, EventTypes.COMPLETED),
                record(2, one, REFUSED),
                record(3, one, EventTypes.COMPLETED),
                new ConsumerRecord<>(Topics.EVENTS, 4, 4, null, "no json".getBytes(UTF_8)),
                record(5, other, EventTypes.COMPLETED)));

        assertThat(jdbc.queryForList("select seq from notification where owner_id = ? order by seq", Long.class, one))
                .containsExactly(1L, 2L);
        assertThat(jdbc.queryForList("select seq from notification where owner_id = ?", Long.class, other))
                .containsExactly(1L);
        var letters = jdbc.queryForList(
                "select record_key, headers::text, raw from outbox where topic = ? order by" + " headers ->> '"
                        + DeadLetterHeaders.ORIGINAL_OFFSET + "'",
                Topics.DEAD_LETTERS);
        assertThat(letters).hasSize(2);
        var letter = letters.getFirst();
        assertThat(letter.get("record_key")).isEqualTo(one.toString());
        assertThat((byte[]) letter.get("raw")).asString(UTF_8).isEqualTo("{\"prompt\":\"2\"}");
        var headers = WireJson.mapper().readTree((String) letter.get("headers"));
        Map.of(
                        DeadLetterHeaders.FAILURE_CODE,
                        DeadLetterHeaders.UNREADABLE_RECORD,
                        DeadLetterHeaders.EXCEPTION_MESSAGE,
                        "the database refuses it, SQL state 23514",
                        DeadLetterHeaders.ORIGINAL_PARTITION,
                        "4",
                        DeadLetterHeaders.ORIGINAL_OFFSET,
                        "2",
                        "ce_type",
                        REFUSED)
                .forEach((name, value) ->
                        assertThat(headers.get(name).stringValue()).as(name).isEqualTo(value));
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, UUID owner, String type) {
        var record = new ConsumerRecord<>(
                Topics.EVENTS,
                4,
                offset,
                owner.toString().getBytes(UTF_8),
                ("{\"prompt\":\"" + offset + "\"}").getBytes(UTF_8));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        type,
                        "ce_source",
                        EventTypes.SOURCE,
                        "ce_subject",
                        UUID.randomUUID().toString(),
                        "ce_time",
                        "2026-01-01T12:00:04.123Z")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }
}
