package dev.darkroom.notifier.inbox;

import dev.darkroom.notifier.event.Arrival;
import dev.darkroom.sql.Column;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The three statements of the inbox's transaction, each for any number of rows.
@Component
final class InboxRows {

    private final JdbcTemplate jdbc;
    private final Errands errands;

    InboxRows(JdbcTemplate jdbc, Errands errands) {
        this.jdbc = jdbc;
        this.errands = errands;
    }

    private static final String LOCK = """
            select owner_id, head
              from notification_stream
             where owner_id = any(?::uuid[])
             order by owner_id
               for update
            """;

    /// Locks the owners' streams, always in the same order, and tells their heads. Owners without a stream are
    /// absent.
    Map<UUID, Long> lock(Collection<UUID> owners) {
        var heads = new HashMap<UUID, Long>();
        jdbc.query(
                LOCK,
                row -> {
                    heads.put(row.getObject("owner_id", UUID.class), row.getLong("head"));
                },
                (Object) Column.of(List.copyOf(owners), owner -> owner));
        return heads;
    }

    private static final String KNOWN = """
            select notification.owner_id, notification.event_id
              from unnest(?::uuid[], ?::uuid[]) as arrived (owner_id, event_id)
              join notification
                on notification.owner_id = arrived.owner_id
               and notification.event_id = arrived.event_id
            """;

    /// Which of them are numbered already. Only true under the lock, and only in a statement that begins after it.
    Set<EventKey> known(List<Arrival> arrivals) {
        var known = new HashSet<EventKey>();
        jdbc.query(
                KNOWN,
                row -> {
                    known.add(
                            new EventKey(row.getObject("owner_id", UUID.class), row.getObject("event_id", UUID.class)));
                },
                Column.of(arrivals, Arrival::ownerId),
                Column.of(arrivals, Arrival::eventId));
        return known;
    }

    /// The lock keeps a webhook until the deliveries that name it are committed. One that is being deleted is left
    /// out: an event must not be refused, nor wait, because its owner takes a webhook away at that moment.
    private static final String WRITE = """
            with raised as (
                update notification_stream
                   set head = fresh.head,
                       unacknowledged = unacknowledged + fresh.head - notification_stream.head
                  from unnest(?::uuid[], ?::bigint[]) as fresh (owner_id, head)
                 where notification_stream.owner_id = fresh.owner_id),
            written as (
                insert into notification (owner_id, seq, event_id, generation_id, type, envelope)
                select *
                  from unnest(?::uuid[], ?::bigint[], ?::uuid[], ?::uuid[], ?::text[], ?::text[])
                returning owner_id, seq, event_id, type)
            insert into webhook_delivery (id, endpoint_id, owner_id, event_id, seq, type)
            select uuidv7(), hears.id, written.owner_id, written.event_id, written.seq, written.type
              from written
             cross join lateral (
                   select id
                     from webhook_endpoint
                    where owner_id = written.owner_id
                      and enabled
                      and (types = '{}' or written.type = any(types))
                      for key share skip locked) as hears
             order by written.seq
                on conflict do nothing
            """;

    /// Writes the numbered rows, raises the heads, and gives each webhook that wants to hear of it its delivery.
    void write(Numbering numbering) {
        var raised = numbering.raised();
        var rows = numbering.rows();
        var deliveries = jdbc.update(
                WRITE,
                Column.of(raised, Numbering.Share::ownerId),
                Column.of(raised, Numbering.Share::head),
                Column.of(rows, row -> row.arrival().ownerId()),
                Column.of(rows, Numbered::seq),
                Column.of(rows, row -> row.arrival().eventId()),
                Column.of(rows, row -> row.arrival().generationId()),
                Column.of(rows, row -> row.arrival().type()),
                Column.of(rows, Numbered::envelope));
        if (deliveries > 0) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    errands.posted();
                }
            });
        }
    }

    record EventKey(UUID ownerId, UUID eventId) {

        static EventKey of(Arrival arrival) {
            return new EventKey(arrival.ownerId(), arrival.eventId());
        }
    }
}
