package dev.darkroom.notifier.webhook;

import dev.darkroom.web.Page;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.transaction.support.TransactionTemplate;

/// The webhooks of an owner. Someone else's is not found.
final class Webhooks {

    private static final RowMapper<WebhookResource> WEBHOOK = (row, _) -> WebhookResource.read(row);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Seal seal;
    private final RandomGenerator random;
    private final Supplier<UUID> ids;
    private final WebhookSettings settings;

    Webhooks(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Seal seal,
            RandomGenerator random,
            Supplier<UUID> ids,
            WebhookSettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.seal = seal;
        this.random = random;
        this.ids = ids;
        this.settings = settings;
    }

    /// Two orders of one owner at once would each count the webhooks before the other's.
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended(?, 0))";

    private static final String CREATE = """
            insert into webhook_endpoint (id, owner_id, url, types, secret)
            select ?, ?, ?, ?, ?
             where (select count(*) from webhook_endpoint where owner_id = ?) < ?
            returning *
            """;

    /// @return with the secret, which nobody can read again
    WebhookResource create(UUID ownerId, String url, List<String> types) {
        var id = ids.get();
        var secret = SigningSecret.make(random);
        var created = transaction.execute(_ -> {
            jdbc.query(ONE_AT_A_TIME, _ -> {}, "webhook " + ownerId);
            return jdbc.query(
                    CREATE,
                    WEBHOOK,
                    id,
                    ownerId,
                    url,
                    types.toArray(String[]::new),
                    seal.close(id, secret),
                    ownerId,
                    settings.perOwner());
        });
        if (created.isEmpty()) {
            throw Problem.invalid(
                    "url", "TOO_MANY", "An owner has at most " + settings.perOwner() + " webhooks; delete one first.");
        }
        return created.getFirst().showing(secret);
    }

    private static final String PAGE = """
            select *
              from webhook_endpoint
             where owner_id = ?
               and (?::uuid is null or id < ?::uuid)
             order by id desc
             limit ?
            """;

    Page<WebhookResource> page(UUID ownerId, int limit, @Nullable String cursor) {
        var before = Paging.position(cursor);
        var found = jdbc.query(PAGE, WEBHOOK, ownerId, before, before, Paging.bounded(limit) + 1);
        return Paging.page(found, limit, WebhookResource::webhookId);
    }

    private static final String ONE = """
            select *
              from webhook_endpoint
             where id = ?
               and owner_id = ?
            """;

    /// @throws Problem `NOT_FOUND`, also for someone else's
    WebhookResource get(UUID ownerId, UUID webhookId) {
        return found(jdbc.query(ONE, WEBHOOK, webhookId, ownerId));
    }

    /// An address that changes, or a webhook that is enabled again, begins without a record of failures. A
    /// rotation puts the secret it replaces before the former ones that still last, each with its own end; of
    /// more than five the oldest go. [FormerSecrets] reads that.
    private static final String CHANGE = """
            update webhook_endpoint
               set url = coalesce(changed.url, webhook_endpoint.url),
                   types = coalesce(changed.types, webhook_endpoint.types),
                   enabled = coalesce(changed.enabled, webhook_endpoint.enabled),
                   disabled_because = case
                       when changed.enabled then null
                       when not changed.enabled and webhook_endpoint.enabled then 'OWNER'
                       else disabled_because end,
                   failing_since = case
                       when changed.url is not null or changed.enabled then null
                       else failing_since end,
                   former_secret = case
                       when changed.secret is null then former_secret
                       when former_until > now() then substring(
                           webhook_endpoint.secret
                               || int8send((extract(epoch from former_until) * 1000)::bigint)
                               || former_secret
                           for 5 * octet_length(webhook_endpoint.secret) + 4 * 8)
                       else webhook_endpoint.secret end,
                   former_until = case
                       when changed.secret is not null then now() + ? * interval '1 millisecond'
                       else former_until end,
                   secret = coalesce(changed.secret, webhook_endpoint.secret),
                   updated_at = now()
              from (select ?::text as url, ?::text[] as types, ?::boolean as enabled, ?::bytea as secret) as changed
             where id = ?
               and owner_id = ?
            returning webhook_endpoint.*
            """;

    /// @param types null to leave them; empty for all
    /// @return with the new secret if it was rotated
    WebhookResource change(
            UUID ownerId,
            UUID webhookId,
            @Nullable String url,
            @Nullable List<String> types,
            @Nullable Boolean enabled,
            boolean rotate) {
        var secret = rotate ? SigningSecret.make(random) : null;
        var changed = found(jdbc.query(
                CHANGE,
                WEBHOOK,
                settings.rotation().toMillis(),
                url,
                types == null ? null : types.toArray(String[]::new),
                enabled,
                secret == null ? null : seal.close(webhookId, secret),
                webhookId,
                ownerId));
        return secret == null ? changed : changed.showing(secret);
    }

    private static final String DELETE = """
            delete from webhook_endpoint
             where id = ?
               and owner_id = ?
            """;

    void delete(UUID ownerId, UUID webhookId) {
        if (jdbc.update(DELETE, webhookId, ownerId) == 0) {
            throw absent();
        }
    }

    private static WebhookResource found(List<WebhookResource> rows) {
        return rows.stream().findFirst().orElseThrow(Webhooks::absent);
    }

    private static Problem absent() {
        return new Problem(ProblemCode.NOT_FOUND, "There is no such webhook.");
    }
}
