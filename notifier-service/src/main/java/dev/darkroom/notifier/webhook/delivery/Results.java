package dev.darkroom.notifier.webhook.delivery;

import dev.darkroom.notifier.webhook.Attempt;
import dev.darkroom.notifier.webhook.WebhookEvents;
import dev.darkroom.notifier.webhook.WebhookResource;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.wire.WireJson;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes what came of an attempt. It counts only while its claim holds: a delivery that another instance has taken
/// over is that one's.
final class Results {

    private static final Logger log = LoggerFactory.getLogger(Results.class);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Outbox outbox;
    private final Supplier<UUID> ids;
    private final InstantSource clock;
    private final Duration patience;

    /// @param patience how long a webhook may fail without any success
    Results(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Outbox outbox,
            Supplier<UUID> ids,
            InstantSource clock,
            Duration patience) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
        this.patience = patience;
    }

    void write(Parcel parcel, Attempt attempt, Verdict verdict) {
        switch (verdict) {
            case Verdict.Delivered _ -> delivered(parcel, attempt);
            case Verdict.Again(var after) -> notDelivered(parcel, attempt, after, false);
            case Verdict.Postponed(var after) -> postponed(parcel, after);
            case Verdict.Failed _ -> notDelivered(parcel, attempt, null, false);
            case Verdict.Gone _ -> notDelivered(parcel, attempt, null, true);
        }
    }

    /// The log ends at fifty attempts: five schedules, should somebody redeliver that often.
    private static final String CLOSE = """
            update webhook_delivery
               set state = ?,
                   attempts = attempts + 1,
                   claim = null,
                   due_at = now() + ? * interval '1 millisecond',
                   finished_at = case when ? = 'PENDING' then null else now() end,
                   log = (case when jsonb_array_length(log) < 50 then log else log - 0 end) || ?::jsonb
             where id = ?
               and claim = ?
            """;

    private boolean close(Parcel parcel, Attempt attempt, String state, Duration pause) {
        return jdbc.update(
                        CLOSE,
                        state,
                        pause.toMillis(),
                        state,
                        WireJson.mapper().writeValueAsString(List.of(attempt)),
                        parcel.deliveryId(),
                        parcel.claim())
                == 1;
    }

    private static final String POSTPONE = """
            update webhook_delivery
               set claim = null,
                   due_at = now() + ? * interval '1 millisecond'
             where id = ?
               and claim = ?
            """;

    /// Neither an attempt nor a failure: only the claim is given back.
    private void postponed(Parcel parcel, Duration pause) {
        jdbc.update(POSTPONE, pause.toMillis(), parcel.deliveryId(), parcel.claim());
    }

    private static final String RECOVERED = """
            update webhook_endpoint
               set failing_since = null
             where id = ?
               and failing_since is not null
            """;

    /// Two statements, each for itself: the row of the webhook is not locked for the many that simply succeed.
    private void delivered(Parcel parcel, Attempt attempt) {
        if (close(parcel, attempt, "DELIVERED", Duration.ZERO) && jdbc.update(RECOVERED, parcel.webhookId()) == 1) {
            log.atInfo().addKeyValue("webhookId", parcel.webhookId()).log("a webhook that failed works again");
        }
    }

    /// First the webhook, then its deliveries: always in this order, or two results could wait for each other. Not the
    /// kind of lock that hides the webhook from the inbox.
    private static final String LOCK = """
            select id
              from webhook_endpoint
             where id = ?
               for no key update
            """;

    private static final String FAILING = """
            update webhook_endpoint
               set failing_since = now()
             where id = ?
               and failing_since is null
            """;

    private static final String DISABLE = """
            update webhook_endpoint
               set enabled = false,
                   disabled_because = ?,
                   updated_at = now()
             where id = ?
               and enabled
               and (? or failing_since <= now() - ? * interval '1 millisecond')
            returning *
            """;

    private static final String GIVE_UP = """
            update webhook_delivery
               set state = 'FAILED',
                   claim = null,
                   finished_at = now()
             where endpoint_id = ?
               and state = 'PENDING'
            """;

    /// @param pause until the next attempt; null when there is none
    private void notDelivered(Parcel parcel, Attempt attempt, @Nullable Duration pause, boolean gone) {
        var disabled = transaction.execute(_ -> {
            jdbc.query(LOCK, _ -> {}, parcel.webhookId());
            var written = pause == null
                    ? close(parcel, attempt, "FAILED", Duration.ZERO)
                    : close(parcel, attempt, "PENDING", pause);
            if (!written) {
                return Optional.<WebhookResource>empty();
            }
            jdbc.update(FAILING, parcel.webhookId());
            var off = disable(parcel, gone);
            if (gone) {
                jdbc.update(GIVE_UP, parcel.webhookId());
            }
            return off;
        });
        disabled.ifPresent(webhook -> log.atWarn()
                .addKeyValue("webhookId", webhook.webhookId())
                .addKeyValue("because", webhook.disabledBecause())
                .log("a webhook is switched off; its owner is told in the inbox"));
    }

    private Optional<WebhookResource> disable(Parcel parcel, boolean gone) {
        var disabled = jdbc
                .query(
                        DISABLE,
                        (row, _) -> WebhookResource.read(row),
                        gone ? "GONE" : "FAILING",
                        parcel.webhookId(),
                        gone,
                        patience.toMillis())
                .stream()
                .findFirst();
        disabled.ifPresent(webhook ->
                outbox.append(List.of(WebhookEvents.disabled(webhook, parcel.ownerId(), ids.get(), clock.instant()))));
        return disabled;
    }
}
