package dev.darkroom.notifier.webhook.delivery;

import dev.darkroom.sql.Column;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/// Takes due deliveries in hand and lets them go again. Any number of instances may do so at once.
final class DueRows {

    private static final RowMapper<Parcel> PARCEL = (row, _) -> new Parcel(
            row.getObject("id", UUID.class),
            row.getObject("claim", UUID.class),
            row.getObject("endpoint_id", UUID.class),
            row.getObject("owner_id", UUID.class),
            row.getObject("event_id", UUID.class),
            row.getInt("attempts"),
            row.getString("url"),
            row.getBytes("secret"),
            row.getBytes("former_secret"),
            row.getString("body"));

    private final JdbcTemplate jdbc;
    private final Duration lease;
    private final Duration forbearance;

    /// @param lease after this long without a result, the delivery is due again
    /// @param forbearance a webhook counts as failing once it has failed for this long
    DueRows(JdbcTemplate jdbc, Duration lease, Duration forbearance) {
        this.jdbc = jdbc;
        this.lease = lease;
        this.forbearance = forbearance;
    }

    /// Walks from webhook to webhook along the index of what is PENDING, one probe each, however long the backlog of
    /// any; then takes a few rows of each that has room, and whose owner has. Owners take turns, and `random()` is
    /// fairness too: when there is more than room, no webhook stands behind another for ever.
    private static final String CLAIM = """
            with recursive waiting as (
                (select endpoint_id
                   from webhook_delivery
                  where state = 'PENDING'
                  order by endpoint_id
                  limit 1)
                union all
                select (select endpoint_id
                          from webhook_delivery
                         where state = 'PENDING'
                           and endpoint_id > waiting.endpoint_id
                         order by endpoint_id
                         limit 1)
                  from waiting
                 where waiting.endpoint_id is not null),
            able as (
                select endpoint.id,
                       endpoint.owner_id,
                       ?::int - coalesce(busy.hands, 0) as room,
                       ?::int - coalesce(busy_owner.hands, 0) as room_of_owner,
                       row_number() over (partition by endpoint.owner_id order by random()) as turn
                  from waiting
                  join webhook_endpoint endpoint
                    on endpoint.id = waiting.endpoint_id
                  left join unnest(?::uuid[], ?::int[]) as busy (endpoint_id, hands)
                    on busy.endpoint_id = endpoint.id
                  left join unnest(?::uuid[], ?::int[]) as busy_owner (owner_id, hands)
                    on busy_owner.owner_id = endpoint.owner_id
                 where endpoint.enabled
                   and coalesce(endpoint.failing_since <= now() - ? * interval '1 millisecond', false) = ?
                   and coalesce(busy.hands, 0) < ?
                   and exists (
                       select
                         from webhook_delivery
                        where endpoint_id = waiting.endpoint_id
                          and state = 'PENDING'
                          and due_at <= now())),
            served as (
                select *
                  from able
                 where turn <= room_of_owner
                 order by turn, random()
                 limit ?),
            picked as (
                select due.id,
                       served.owner_id,
                       served.room,
                       served.room_of_owner,
                       row_number() over (partition by served.id order by due.due_at) as place
                  from served
                 cross join lateral (
                       select id, due_at
                         from webhook_delivery
                        where endpoint_id = served.id
                          and state = 'PENDING'
                          and due_at <= now()
                        order by due_at
                        limit ?
                          for update skip locked) as due),
            shared as (
                select id,
                       place,
                       room_of_owner,
                       row_number() over (partition by owner_id order by place) as turn
                  from picked
                 where place <= room),
            claimed as (
                update webhook_delivery
                   set claim = gen_random_uuid(),
                       due_at = now() + ? * interval '1 millisecond'
                  from (select id
                          from shared
                         where turn <= room_of_owner
                         order by place, turn
                         limit ?) as first
                 where webhook_delivery.id = first.id
                returning webhook_delivery.*)
            select claimed.id,
                   claimed.claim,
                   claimed.endpoint_id,
                   claimed.owner_id,
                   claimed.event_id,
                   claimed.attempts,
                   endpoint.url,
                   endpoint.secret,
                   case when endpoint.former_until > now() then endpoint.former_secret end as former_secret,
                   coalesce(claimed.payload, notification.envelope) as body
              from claimed
              join webhook_endpoint endpoint
                on endpoint.id = claimed.endpoint_id
              left join notification
                on notification.owner_id = claimed.owner_id
               and notification.seq = claimed.seq
            """;

    /// @param failing whether of webhooks that are failing just now, or of the others
    /// @param inHand what this instance is sending to such webhooks; it counts towards the bounds
    List<Parcel> claim(boolean failing, Collection<Parcel> inHand, Lane.Bounds bounds) {
        var room = bounds.most() - inHand.size();
        if (room <= 0) {
            return List.of();
        }
        var busy = hands(inHand, Parcel::webhookId);
        var busyOwners = hands(inHand, Parcel::ownerId);
        return jdbc.query(
                CLAIM,
                PARCEL,
                bounds.perWebhook(),
                bounds.perOwner(),
                Column.of(busy, Map.Entry::getKey),
                Column.of(busy, Map.Entry::getValue),
                Column.of(busyOwners, Map.Entry::getKey),
                Column.of(busyOwners, Map.Entry::getValue),
                forbearance.toMillis(),
                failing,
                bounds.perWebhook(),
                room,
                bounds.perWebhook(),
                lease.toMillis(),
                room);
    }

    private static List<Map.Entry<UUID, Integer>> hands(Collection<Parcel> inHand, Function<Parcel, UUID> whose) {
        var hands = new HashMap<UUID, Integer>();
        inHand.forEach(parcel -> hands.merge(whose.apply(parcel), 1, Integer::sum));
        return List.copyOf(hands.entrySet());
    }

    private static final String LET_GO = """
            update webhook_delivery
               set claim = null,
                   due_at = now()
             where claim = any(?::uuid[])
               and id = any(?::uuid[])
            """;

    /// For another instance to take at once.
    void letGo(Collection<Parcel> unfinished) {
        var parcels = List.copyOf(unfinished);
        jdbc.update(LET_GO, Column.of(parcels, Parcel::claim), Column.of(parcels, Parcel::deliveryId));
    }

    private static final String BACKLOG = """
            select count(*)
              from (select
                      from webhook_delivery
                     where state = 'PENDING'
                     limit ?) as pending
            """;

    /// Counted along the index of what is PENDING, and no further than `most`.
    long backlog(int most) {
        return jdbc.query(BACKLOG, (row, _) -> row.getLong(1), most).getFirst();
    }

    private static final String FORGET = """
            delete from webhook_delivery
             where id in (
                   select id
                     from webhook_delivery
                    where id < ?
                    order by id
                    limit ?
                      for update skip locked)
            """;

    /// Deletes the oldest ones. By then no schedule lasts and the inbox has forgotten their events.
    ///
    /// @param before a UUIDv7: what was made earlier
    int forget(UUID before, int most) {
        return jdbc.update(FORGET, before, most);
    }
}
