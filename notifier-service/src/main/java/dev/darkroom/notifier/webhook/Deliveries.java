package dev.darkroom.notifier.webhook;

import dev.darkroom.contract.EventTypes;
import dev.darkroom.notifier.inbox.Errands;
import dev.darkroom.web.Page;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/// What was delivered to one webhook, and what its owner may ask for besides: a test, and the same once more.
final class Deliveries {

    private static final RowMapper<DeliveryResource> DELIVERY = (row, _) -> DeliveryResource.read(row);

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

    private static final String TEST = """
            insert into webhook_delivery (id, endpoint_id, owner_id, event_id, type, payload)
            values (?, ?, ?, ?, ?, ?)
            returning *
            """;

    /// Sends an event that tells of nothing, on the same schedule as any other.
    DeliveryResource test(UUID ownerId, WebhookResource webhook) {
        onlyEnabled(webhook);
        var eventId = ids.get();
        var payload = WebhookEvents.test(webhook.webhookId(), ownerId, eventId, clock.instant());
        var delivery = jdbc.query(
                        TEST,
                        DELIVERY,
                        ids.get(),
                        webhook.webhookId(),
                        ownerId,
                        eventId,
                        EventTypes.WEBHOOK_TEST,
                        payload)
                .getFirst();
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
            returning *
            """;

    /// The same event, with the same `webhook-id`, on a schedule that begins anew.
    DeliveryResource redeliver(WebhookResource webhook, UUID deliveryId) {
        onlyEnabled(webhook);
        var delivery = jdbc.query(REDELIVER, DELIVERY, deliveryId, webhook.webhookId()).stream()
                .findFirst()
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such delivery."));
        errands.posted();
        return delivery;
    }

    private static void onlyEnabled(WebhookResource webhook) {
        if (!webhook.enabled()) {
            throw Problem.invalid("webhookId", "DISABLED", "This webhook is disabled; enable it first.");
        }
    }
}
