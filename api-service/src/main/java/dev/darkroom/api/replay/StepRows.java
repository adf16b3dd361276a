package dev.darkroom.api.replay;

import dev.darkroom.api.replay.NextStep.Canaries;
import dev.darkroom.api.replay.Verdict.Standing;
import dev.darkroom.contract.GenerationSnapshot.Status;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.sql.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// What one step reads and writes, inside the step's transaction.
final class StepRows {

    private final JdbcTemplate jdbc;

    StepRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// @param now the database's clock, as is `dueAt`
    /// @param asked where an operator asked for it
    record Running(
            UUID id, UUID requestedBy, int ratePerSecond, int canary, Instant dueAt, Instant now, TraceContext asked) {

        Pace pace() {
            return new Pace(ratePerSecond);
        }
    }

    /// @param run the run that failed
    /// @param held whether the dead letter is still this replay's to settle
    record Item(int ordinal, UUID deadLetterId, UUID generationId, int run, boolean held) {}

    private static final String LOCK = """
            select id, requested_by, rate_per_second, canary, due_at, now() as now, traceparent
              from replay
             where state = 'RUNNING'
               for update skip locked
            """;

    /// The replay that runs. Empty also while another instance takes its step, or an operator changes it.
    Optional<Running> lock() {
        return jdbc.query(LOCK, (row, _) -> running(row)).stream().findFirst();
    }

    private static final String CANARIES = """
            select count(*) as begun,
                   count(*) filter (where generation_run.outcome = 'COMPLETE') as complete,
                   count(*) filter (where generation_run.outcome = 'FAILED') as failed
              from (select dead_letter_id
                      from replay_item
                     where replay_id = ?
                       and state = 'DONE'
                     order by ordinal
                     limit ?) first
              join dead_letter on dead_letter.id = first.dead_letter_id
              left join generation_run on generation_run.generation_id = dead_letter.generation_id
                                      and generation_run.run = dead_letter.run + 1
            """;

    Canaries canaries(Running replay) {
        return replay.canary() == 0
                ? Canaries.NONE
                : Objects.requireNonNull(jdbc.queryForObject(
                        CANARIES,
                        (row, _) -> new Canaries(
                                replay.canary(), row.getInt("begun"), row.getInt("complete"), row.getInt("failed")),
                        replay.id(),
                        replay.canary()));
    }

    private static final String WAITING =
            "select exists (select from replay_item where replay_id = ? and state = 'WAITING')";

    boolean waiting(UUID replayId) {
        return Boolean.TRUE.equals(jdbc.queryForObject(WAITING, Boolean.class, replayId));
    }

    private static final String NEXT = """
            select replay_item.ordinal, replay_item.dead_letter_id, dead_letter.generation_id, dead_letter.run,
                   dead_letter.state = 'REPLAYING' as held
              from replay_item
              join dead_letter on dead_letter.id = replay_item.dead_letter_id
             where replay_item.replay_id = ?
               and replay_item.state = 'WAITING'
             order by replay_item.ordinal
             limit ?
            """;

    /// Those that wait, in their order.
    List<Item> next(UUID replayId, int most) {
        return jdbc.query(NEXT, (row, _) -> item(row), replayId, most);
    }

    private static final String STANDINGS = """
            select id, status, run, replay_count, coalesce(failure_retryable, false) as retryable
              from generation
             where id = any (?::uuid[])
            """;

    /// How the generations of these items stand now. One that does not exist is not in it.
    Map<UUID, Standing> standings(List<Item> items) {
        var found = new HashMap<UUID, Standing>();
        jdbc.query(
                STANDINGS,
                row -> {
                    found.put(row.getObject("id", UUID.class), standing(row));
                },
                (Object) Column.of(items, Item::generationId));
        return found;
    }

    /// Items and their dead letters, moved on together. That an item waits needs no guard: only a step moves
    /// items, under the replay's lock; and a guard would invite a scan of all that wait, for these few. A dead
    /// letter that is not REPLAYING any more was taken out of our hands and keeps its state.
    private static final String SETTLE = """
            with settled as (
                select ?::uuid as replay_id, s.*
                  from unnest(?::int[], ?::uuid[], ?::text[], ?::text[])
                       as s (ordinal, dead_letter_id, dead_letter_state, reason)
            ), moved as (
                update replay_item
                   set state = case when settled.reason is null then 'DONE' else 'FAILED' end,
                       reason = settled.reason
                  from settled
                 where replay_item.replay_id = settled.replay_id
                   and replay_item.ordinal = settled.ordinal
            )
            update dead_letter
               set state = settled.dead_letter_state,
                   replay_count = replay_count + case when settled.reason is null then 1 else 0 end
              from settled
             where dead_letter.id = settled.dead_letter_id
               and dead_letter.state = 'REPLAYING'
            """;

    void settle(UUID replayId, List<Settled> settled) {
        jdbc.update(
                SETTLE,
                replayId,
                Column.of(settled, one -> one.item().ordinal()),
                Column.of(settled, one -> one.item().deadLetterId()),
                Column.of(settled, one -> one.verdict().deadLetter()),
                Column.of(settled, one -> one.verdict().reason()));
    }

    record Settled(Item item, Verdict verdict) {}

    void due(UUID replayId, Instant at) {
        jdbc.update("update replay set due_at = ? where id = ?", at.atOffset(ZoneOffset.UTC), replayId);
    }

    private static Running running(ResultSet row) throws SQLException {
        return new Running(
                row.getObject("id", UUID.class),
                row.getObject("requested_by", UUID.class),
                row.getInt("rate_per_second"),
                row.getInt("canary"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getObject("now", OffsetDateTime.class).toInstant(),
                TraceContext.of(row.getObject("id", UUID.class), row.getString("traceparent")));
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(
                row.getInt("ordinal"),
                row.getObject("dead_letter_id", UUID.class),
                row.getObject("generation_id", UUID.class),
                row.getInt("run"),
                row.getBoolean("held"));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                Status.valueOf(row.getString("status")),
                row.getInt("run"),
                row.getInt("replay_count"),
                row.getBoolean("retryable"));
    }
}
