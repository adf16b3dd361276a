package dev.darkroom.notifier.webhook.delivery;

import dev.darkroom.notifier.webhook.Attempt;
import dev.darkroom.notifier.webhook.WebhookEvents;
import dev.darkroom.notifier.webhook.WebhookResource;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.wire.WireJson;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;
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

    /// @param patience how long a webhook may fail without a success or a pause
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

    /// @param judge says what comes next, by the attempts made before this one. They are counted now and not
    ///     when it began: whoever asked for a redelivery meanwhile has begun the schedule anew.
    /// @return as it was written, or would have been had the claim held
    Verdict write(Parcel parcel, Attempt attempt, IntFunction<Verdict> judge) {
        var verdict = judge.apply(parcel.attempts());
        switch (verdict) {
            case Verdict.Delivered _ -> delivered(parcel, attempt);
            case Verdict.Postponed(var after) -> postponed(parcel, after);
            case Verdict.Again _, Verdict.Failed _, Verdict.Lapsed _, Verdict.Gone _ -> {
                return notDelivered(parcel, attempt, judge);
            }
        }
        return verdict;
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

    private static final String ATTEMPTS = """
            select attempts
              from webhook_delivery
             where id = ?
               and claim = ?
               for update
            """;

    /// Empty when the claim does not hold any more.
    private Optional<Integer> attempts(Parcel parcel) {
        return jdbc.query(ATTEMPTS, (row, _) -> row.getInt(1), parcel.deliveryId(), parcel.claim()).stream()
                .findFirst();
    }

    /// A record of failures goes on while something of the webhook has failed and waits to be tried again,
    /// which is within a day. A failure that nothing waited behind begins the record anew: what was weeks ago
    /// says nothing of today. What waits for its next attempt lies at the far end of the index, so a long backlog
    /// that nobody has tried yet is not walked through.
    private static final String FAILING = """
            update webhook_endpoint
               set failing_since = now()
             where id = ?
               and (failing_since is null
                    or (? = 0
                        and not exists (
                            select
                              from webhook_delivery
                             where endpoint_id = ?
                               and state = 'PENDING'
                               and due_at > now()
                               and attempts > 0
                               and id <> ?)))
            """;

    private void failing(Parcel parcel, int attempts) {
        jdbc.update(FAILING, parcel.webhookId(), attempts, parcel.webhookId(), parcel.deliveryId());
    }

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

    private record Written(Verdict verdict, Optional<WebhookResource> disabled) {}

    private Verdict notDelivered(Parcel parcel, Attempt attempt, IntFunction<Verdict> judge) {
        var written = Objects.requireNonNull(transaction.execute(_ -> {
            jdbc.query(LOCK, _ -> {}, parcel.webhookId());
            var attempts = attempts(parcel);
            var verdict = judge.apply(attempts.orElse(parcel.attempts()));
            return new Written(verdict, attempts.flatMap(made -> close(parcel, attempt, made, verdict)));
        }));
        written.disabled()
                .ifPresent(webhook -> log.atWarn()
                        .addKeyValue("webhookId", webhook.webhookId())
                        .addKeyValue("because", webhook.disabledBecause())
                        .log("a webhook is switched off; its owner is told in the inbox"));
        return written.verdict();
    }

    /// @param made attempts before this one
    /// @return the webhook if this switches it off
    private Optional<WebhookResource> close(Parcel parcel, Attempt attempt, int made, Verdict verdict) {
        if (verdict instanceof Verdict.Again(var after)) {
            close(parcel, attempt, "PENDING", after);
        } else {
            close(parcel, attempt, "FAILED", Duration.ZERO);
        }
        if (verdict instanceof Verdict.Lapsed) {
            return Optional.empty();
        }
        failing(parcel, made);
        var gone = verdict instanceof Verdict.Gone;
        var disabled = disable(parcel, gone);
        if (gone) {
            jdbc.update(GIVE_UP, parcel.webhookId());
        }
        return disabled;
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
