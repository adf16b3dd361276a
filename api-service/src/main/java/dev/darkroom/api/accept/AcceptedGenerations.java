package dev.darkroom.api.accept;

import dev.darkroom.api.accept.Acceptance.Outcome;
import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.contract.GenerationSnapshot.Stage;
import dev.darkroom.contract.GenerationSnapshot.Status;
import dev.darkroom.generation.GenerationRow;
import dev.darkroom.generation.WorkRecords;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.sql.Column;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/// Stores orders that arrived together: keys, generations and outbox records in one transaction and three statements,
/// however many they are.
final class AcceptedGenerations {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final IdempotencyKeys keys;
    private final Outbox outbox;
    private final int attemptsMax;

    AcceptedGenerations(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            IdempotencyKeys keys,
            Outbox outbox,
            AcceptSettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.keys = keys;
        this.outbox = outbox;
        this.attemptsMax = settings.attempts();
    }

    /// Answers in the order of `group`.
    List<Outcome> store(List<Acceptance> group) {
        return transaction.execute(_ -> {
            var losers = keys.take(group);
            var winners =
                    group.stream().filter(one -> !losers.contains(one.id())).toList();
            if (winners.isEmpty()) {
                return group.stream().<Outcome>map(_ -> new Outcome.KeyTaken()).toList();
            }
            var now = insert(winners);
            outbox.append(winners.stream().map(AcceptedGenerations::request).toList());
            return group.stream().map(one -> outcome(one, losers, now)).toList();
        });
    }

    private Outcome outcome(Acceptance one, Set<UUID> losers, Instant now) {
        return losers.contains(one.id()) ? new Outcome.KeyTaken() : new Outcome.Stored(row(one, now));
    }

    private static final String INSERT = """
            with born as (
                insert into generation (id, owner_id, kind, attempts_max, prompt, negative_prompt, width, height,
                                        image_count, seed, model, client_reference, deadline_seconds, deadline,
                                        traceparent)
                select id, owner_id, kind, ?, prompt, negative_prompt, width, height,
                       image_count, seed, model, client_reference, live_seconds,
                       now() + live_seconds * interval '1 second', traceparent
                  from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::int[], ?::int[], ?::int[],
                              ?::bigint[], ?::text[], ?::text[], ?::int[], ?::text[])
                       as ordered (id, owner_id, kind, prompt, negative_prompt, width, height, image_count,
                                   seed, model, client_reference, live_seconds, traceparent))
            select now()
            """;

    /// All rows of the transaction share its `now()`, so the rows need not be read back.
    private Instant insert(List<Acceptance> winners) {
        var now = jdbc.queryForObject(
                INSERT,
                OffsetDateTime.class,
                attemptsMax,
                Column.of(winners, Acceptance::id),
                Column.of(winners, Acceptance::ownerId),
                Column.of(winners, one -> one.order().kind()),
                Column.of(winners, one -> one.order().prompt()),
                Column.of(winners, one -> one.order().negativePrompt()),
                Column.of(winners, one -> one.order().width()),
                Column.of(winners, one -> one.order().height()),
                Column.of(winners, one -> one.order().count()),
                Column.of(winners, one -> one.order().seed()),
                Column.of(winners, one -> one.order().model()),
                Column.of(winners, one -> one.order().clientReference()),
                Column.of(winners, one -> one.order().timeToLive().toSeconds()),
                Column.of(winners, one -> one.trace().traceparent()));
        return Objects.requireNonNull(now).toInstant();
    }

    private static OutboxMessage request(Acceptance one) {
        return WorkRecords.now(new GenerationRequested(one.id(), 1, 1), one.trace());
    }

    private GenerationRow row(Acceptance one, Instant now) {
        var order = one.order();
        return new GenerationRow(
                one.id(),
                one.ownerId(),
                order.kind(),
                Status.PENDING,
                Stage.QUEUED,
                1,
                0,
                0,
                attemptsMax,
                1,
                order.prompt(),
                order.negativePrompt(),
                order.width(),
                order.height(),
                order.count(),
                order.seed(),
                order.model(),
                order.clientReference(),
                false,
                false,
                now,
                null,
                null,
                now.plus(order.timeToLive()),
                now,
                null,
                null,
                one.trace());
    }
}
