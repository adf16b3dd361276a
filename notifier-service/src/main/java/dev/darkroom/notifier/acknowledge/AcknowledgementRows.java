package dev.darkroom.notifier.acknowledge;

import dev.darkroom.notifier.protocol.Acknowledged;
import dev.darkroom.notifier.protocol.Tally;
import dev.darkroom.sql.Column;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/// The statements of one acknowledgement, in their order.
@Component
final class AcknowledgementRows {

    private static final RowMapper<Acknowledged.Change> CHANGE = (row, _) -> new Acknowledged.Change(
            row.getObject("event_id", UUID.class),
            row.getObject("acknowledged_at", OffsetDateTime.class).toInstant());

    private final JdbcTemplate jdbc;

    AcknowledgementRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private static final String LOCK = """
            select revision, head, unacknowledged
              from notification_stream
             where owner_id = ?
               for update
            """;

    /// Locks the stream before any of its events, as everyone does. Without a stream everything is 0.
    Tally lock(UUID owner) {
        return jdbc
                .query(
                        LOCK,
                        (row, _) ->
                                new Tally(row.getLong("revision"), row.getLong("head"), row.getLong("unacknowledged")),
                        owner)
                .stream()
                .findFirst()
                .orElse(new Tally(0, 0, 0));
    }

    private static final String ACKNOWLEDGE = """
            with done as (
                update notification
                   set acknowledged_at = now()
                 where owner_id = ?
                   and event_id = any(?::uuid[])
                   and acknowledged_at is null
                returning seq, event_id, acknowledged_at)
            select event_id, acknowledged_at from done order by seq
            """;

    List<Acknowledged.Change> acknowledge(UUID owner, List<UUID> eventIds) {
        return jdbc.query(ACKNOWLEDGE, CHANGE, owner, Column.of(eventIds, id -> id));
    }

    private static final String ACKNOWLEDGE_THROUGH = """
            with oldest as (
                select seq
                  from notification
                 where owner_id = ?
                   and seq <= ?
                   and acknowledged_at is null
                 order by seq
                 limit ?),
            done as (
                update notification
                   set acknowledged_at = now()
                  from oldest
                 where notification.owner_id = ?
                   and notification.seq = oldest.seq
                returning notification.seq, event_id, acknowledged_at)
            select event_id, acknowledged_at from done order by seq
            """;

    /// The oldest `most` of them.
    List<Acknowledged.Change> acknowledgeThrough(UUID owner, long seq, int most) {
        return jdbc.query(ACKNOWLEDGE_THROUGH, CHANGE, owner, seq, most, owner);
    }

    private static final String SETTLE = """
            update notification_stream
               set unacknowledged = unacknowledged - ?,
                   revision = revision + 1
             where owner_id = ?
            """;

    /// Raises the revision if something has changed.
    Tally settle(UUID owner, Tally before, int changes) {
        if (changes == 0) {
            return before;
        }
        jdbc.update(SETTLE, changes, owner);
        return new Tally(before.revision() + 1, before.head(), before.unacknowledged() - changes);
    }
}
