package dev.darkroom.notifier.webhook;

import dev.darkroom.contract.EventTypes;
import dev.darkroom.notifier.inbox.Errands;
import dev.darkroom.web.Page;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/// What was delivered to one webhook, and what its owner may ask for besides: a test, and the same once more.
final class Deliveries {

    private static final RowMapper<DeliveryResource> DELIVERY = (row, _) -> DeliveryResource.read(row);

    /// Tests and redeliveries of one webhook that are PENDING at once. Those asked for in the very same moment do not
    /// see each other, so it may be a few more: as many as there are connections.
    private static final int ASKED_FOR = 100;

    private static final Duration LATER = Duration.ofSeconds(10);

    private final JdbcTemplate jdbc;
    private final Errands errands;
    private final Supplier<UUID> ids;
    private final InstantSource clock;

    Deliveries(JdbcTemplate jdbc, Errands errands, Supplier<UUID> ids, InstantSource clock) {
        this.jdbc = jdbc;
        this.errands = errands;
        this.ids = ids;
        this.clock = clock;
    }

    private static final String PAGE = """
            select *
              from webhook_delivery
             where endpoint_id = ?
               and (?::text is null or state = ?)
               and (?::uuid is null or id < ?::uuid)
             order by id desc
             limit ?
            """;

    Page<DeliveryResource> page(UUID webhookId, @Nullable DeliveryState state, int limit, @Nullable String cursor) {
        var before = Paging.position(cursor);
        var name = state == null ? null : state.name();
        var found = jdbc.query(PAGE, DELIVERY, webhookId, name, name, before, before, Paging.bounded(limit) + 1);
        return Paging.page(found, limit, DeliveryResource::deliveryId);
    }

    /// What the inbox sends has no payload of its own, and as many attempts as its log: only a redelivery begins to
    /// count anew.
    private static final String TEST = """
            insert into webhook_delivery (id, endpoint_id, owner_id, event_id, type, payload)
            select ?, ?, ?, ?, ?, ?
             where (select count(*)
                      from (select
                              from webhook_delivery
                             where endpoint_id = ?
                               and state = 'PENDING'
                               and (payload is not null or attempts < jsonb_array_length(log))
                             limit ?) as asked_for) < ?
            returning *
            """;

    /// Sends an event that tells of nothing, on the same schedule as any other.
    ///
    /// @throws Problem `RATE_LIMITED`
    DeliveryResource test(UUID ownerId, WebhookResource webhook) {
        onlyEnabled(webhook);
        var eventId = ids.get();
        var payload = WebhookEvents.test(webhook.webhookId(), ownerId, eventId, clock.instant());
        var delivery = jdbc
                .query(
                        TEST,
                        DELIVERY,
                        ids.get(),
                        webhook.webhookId(),
                        ownerId,
                        eventId,
                        EventTypes.WEBHOOK_TEST,
                        payload,
                        webhook.webhookId(),
                        ASKED_FOR,
                        ASKED_FOR)
                .stream()
                .findFirst()
                .orElseThrow(Deliveries::tooMany);
        errands.posted();
        return delivery;
    }

    /// One that is in hand just now stays in hand, so that it does not go out twice at once.
    private static final String REDELIVER = """
            update webhook_delivery
               set state = 'PENDING',
                   attempts = 0,
                   finished_at = null,
                   due_at = case when claim is null then now() else due_at end
             where id = ?
               and endpoint_id = ?
               and (select count(*)
                      from (select
                              from webhook_delivery
                             where endpoint_id = ?
                               and id <> ?
                               and state = 'PENDING'
                               and (payload is not null or attempts < jsonb_array_length(log))
                             limit ?) as asked_for) < ?
            returning *
            """;

    private static final String EXISTS = """
            select
              from webhook_delivery
             where id = ?
               and endpoint_id = ?
            """;

    /// The same event, with the same `webhook-id`, on a schedule that begins anew.
    ///
    /// @throws Problem `NOT_FOUND`, or `RATE_LIMITED`
    DeliveryResource redeliver(WebhookResource webhook, UUID deliveryId) {
        onlyEnabled(webhook);
        var webhookId = webhook.webhookId();
        var delivery =
                jdbc
                        .query(REDELIVER, DELIVERY, deliveryId, webhookId, webhookId, deliveryId, ASKED_FOR, ASKED_FOR)
                        .stream()
                        .findFirst()
                        .orElseThrow(() -> exists(webhookId, deliveryId) ? tooMany() : absent());
        errands.posted();
        return delivery;
    }

    private boolean exists(UUID webhookId, UUID deliveryId) {
        return !jdbc.query(EXISTS, (_, _) -> true, deliveryId, webhookId).isEmpty();
    }

    private static Problem absent() {
        return new Problem(ProblemCode.NOT_FOUND, "There is no such delivery.");
    }

    private static Problem tooMany() {
        return new Problem(
                ProblemCode.RATE_LIMITED,
                "At most " + ASKED_FOR + " tests and redeliveries of a webhook may wait at once.",
                LATER);
    }

    private static void onlyEnabled(WebhookResource webhook) {
        if (!webhook.enabled()) {
            throw Problem.invalid("webhookId", "DISABLED", "This webhook is disabled; enable it first.");
        }
    }
}
