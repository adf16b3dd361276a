package dev.darkroom.outbox;

import dev.darkroom.contract.Topics;
import dev.darkroom.outbox.OutboxMessage.Value;
import dev.darkroom.wire.WireJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;

/// The relay's side of the `outbox` table.
public final class OutboxRows {

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final JdbcTemplate jdbc;

    public OutboxRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// Events wait while an older one of their generation is still here, perhaps in another relay's hands. Commit
    /// order is id order for one generation, because the row lock of its guarded update is held until the commit.
    private static final String TAKE_DUE = """
            select id, topic, record_key, headers, payload, raw
              from outbox due
             where available_at <= now()
               and (topic <> '%s'
                    or not exists (select 1
                                     from outbox older
                                    where older.aggregate_id = due.aggregate_id
                                      and older.topic = due.topic
                                      and older.id < due.id))
             order by available_at, id
             limit ?
               for update skip locked
            """.formatted(Topics.EVENTS);

    /// Losing the delete in a crash of the database means sending twice, which every reader expects: no need to wait
    /// for the disk.
    private static final String RELAXED = "set local synchronous_commit = off";

    List<OutboxRow> takeDue(int most) {
        return jdbc.query(
                TAKE_DUE,
                (row, _) -> new OutboxRow(
                        row.getLong("id"),
                        row.getString("topic"),
                        row.getString("record_key"),
                        headers(row.getString("headers")),
                        value(row.getString("payload"), row.getBytes("raw"))),
                most);
    }

    void delete(List<Long> ids) {
        jdbc.execute(RELAXED);
        jdbc.update("delete from outbox where id = any(?)", ids(ids));
    }

    private static final String PUT_OFF = """
            update outbox
               set tries = tries + 1,
                   available_at = clock_timestamp() + least(power(2, least(tries, 6)), 30) * interval '250 milliseconds'
             where id = any(?)
            """;

    /// 250 ms doubling to 7.5 s: quick enough after a broker's return, slow enough for its absence.
    void putOff(List<Long> ids) {
        jdbc.update(PUT_OFF, ids(ids));
    }

    /// How much waits, and since when the oldest due row does, in seconds.
    Backlog backlog() {
        return jdbc.queryForObject("""
                select count(*), coalesce(extract(epoch from now() - min(available_at)), 0)
                  from outbox
                 where available_at <= now()
                """, (row, _) -> new Backlog(row.getLong(1), row.getDouble(2)));
    }

    record Backlog(long rows, double oldestSeconds) {}

    private static Object ids(List<Long> ids) {
        return ids.stream().mapToLong(Long::longValue).toArray();
    }

    private static Value value(String text, byte @Nullable [] raw) {
        return raw == null ? new Value.Text(text) : new Value.Raw(raw);
    }

    private static Map<String, String> headers(String json) {
        return json.equals("{}") ? Map.of() : WireJson.mapper().readValue(json, HEADERS);
    }
}
