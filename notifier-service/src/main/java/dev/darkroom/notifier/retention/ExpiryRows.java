package dev.darkroom.notifier.retention;

import dev.darkroom.sql.Column;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// The statements of one expiry, in their order.
final class ExpiryRows {

    private final JdbcTemplate jdbc;

    ExpiryRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// @param through the owner's newest number that is old enough
    record Due(UUID ownerId, long through) {}

    private static final String DUE = """
            select owner_id, max(seq) as through
              from (select owner_id, seq
                      from notification
                     where created_at < now() - ? * interval '1 millisecond'
                     order by created_at
                     limit ?) oldest
             group by owner_id
            """;

    /// Whose inboxes hold the oldest notifications. Times and numbers of one owner may disagree by a moment, as
    /// transactions do; what comes before an old number goes with it, so that nothing is left below a watermark.
    List<Due> due(Duration kept, int most) {
        return jdbc.query(
                DUE,
                (row, _) -> new Due(row.getObject("owner_id", UUID.class), row.getLong("through")),
                kept.toMillis(),
                most);
    }

    private static final String LOCK = """
            select owner_id
              from notification_stream
             where owner_id = any(?::uuid[])
             order by owner_id
               for update skip locked
            """;

    /// The owners whose streams nobody else holds; the others' turn comes later.
    Set<UUID> lock(List<Due> due) {
        return new HashSet<>(jdbc.query(
                LOCK, (row, _) -> row.getObject("owner_id", UUID.class), (Object) Column.of(due, Due::ownerId)));
    }

    private static final String TAKE = """
            with due as (
                select notification.owner_id, notification.seq
                  from unnest(?::uuid[], ?::bigint[]) as locked (owner_id, through)
                  join notification
                    on notification.owner_id = locked.owner_id
                   and notification.seq <= locked.through
                 order by notification.owner_id, notification.seq
                 limit ?),
            gone as (
                delete from notification
                 using due
                 where notification.owner_id = due.owner_id
                   and notification.seq = due.seq
                returning notification.owner_id, notification.seq, notification.acknowledged_at),
            raised as (
                update notification_stream
                   set watermark = highest.seq,
                       unacknowledged = unacknowledged - highest.unseen
                  from (select owner_id, max(seq) as seq, count(*) filter (where acknowledged_at is null) as unseen
                          from gone
                         group by owner_id) highest
                 where notification_stream.owner_id = highest.owner_id)
            select count(*) from gone
            """;

    /// Deletes the lowest numbers first, and says how many.
    int take(List<Due> due, Set<UUID> locked, int most) {
        var ours = due.stream().filter(one -> locked.contains(one.ownerId())).toList();
        return jdbc.query(
                        TAKE,
                        (row, _) -> row.getInt(1),
                        Column.of(ours, Due::ownerId),
                        Column.of(ours, Due::through),
                        most)
                .getFirst();
    }
}
