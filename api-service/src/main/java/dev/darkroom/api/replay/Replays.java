package dev.darkroom.api.replay;

import dev.darkroom.api.replay.ReplayOrder.Pick;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.wire.WireJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// The rows of `replay`, and what a replay still holds. Every move is guarded by the state it leaves.
final class Replays {

    private final JdbcTemplate jdbc;

    Replays(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// The unique index decides between those who ask at once: the second waits for the first, then finds it there.
    private static final String OPEN = """
            insert into replay (id, requested_by, selection, rate_per_second, canary, total, traceparent)
            values (?, ?, ?::jsonb, ?, ?, 0, ?)
            on conflict do nothing
            """;

    /// @return false while another is RUNNING or PAUSED
    boolean open(UUID id, UUID requestedBy, ReplayOrder order, TraceContext asked) {
        var selection = selection(order.pick());
        return jdbc.update(OPEN, id, requestedBy, selection, order.rate(), order.canaries(), asked.traceparent()) == 1;
    }

    private static String selection(Pick pick) {
        return WireJson.mapper().writeValueAsString(pick);
    }

    void total(UUID id, int total) {
        jdbc.update("update replay set total = ? where id = ?", total, id);
    }

    private static final String READ = """
            select replay.id, replay.state, replay.total, items.done, items.failed, replay.rate_per_second,
                   replay.canary, replay.requested_by, replay.created_at, replay.finished_at
              from replay
             cross join lateral (
                   select count(*) filter (where state = 'DONE') as done,
                          count(*) filter (where state = 'FAILED') as failed
                     from replay_item
                    where replay_id = replay.id) items
            """;

    Optional<ReplayResource> find(UUID id) {
        return jdbc.query(READ + " where replay.id = ?", (row, _) -> resource(row), id).stream()
                .findFirst();
    }

    /// The one that is RUNNING or PAUSED.
    Optional<ReplayResource> current() {
        return jdbc.query(READ + " where replay.state in ('RUNNING', 'PAUSED')", (row, _) -> resource(row)).stream()
                .findFirst();
    }

    private static final String PAGE = READ + """
             where (?::uuid is null or replay.id < ?::uuid)
             order by replay.id desc
             limit ?
            """;

    /// Newest first.
    List<ReplayResource> page(@Nullable UUID olderThan, int limit) {
        return jdbc.query(PAGE, (row, _) -> resource(row), olderThan, olderThan, limit);
    }

    boolean pause(UUID id) {
        return jdbc.update("update replay set state = 'PAUSED' where id = ? and state = 'RUNNING'", id) == 1;
    }

    boolean resume(UUID id) {
        return jdbc.update("update replay set state = 'RUNNING', due_at = now() where id = ? and state = 'PAUSED'", id)
                == 1;
    }

    private static final String END = """
            update replay
               set state = ?, finished_at = now()
             where id = ?
               and state in ('RUNNING', 'PAUSED')
            """;

    /// @return false when it has ended already
    boolean end(UUID id, ReplayState as) {
        return jdbc.update(END, as.name(), id) == 1;
    }

    /// Generations before dead letters, as everyone else locks them. The next statement then sees what an owner's retry
    /// has committed meanwhile.
    private static final String HOLD_STILL = """
            select generation.id
              from replay_item
              join dead_letter on dead_letter.id = replay_item.dead_letter_id
              join generation on generation.id = dead_letter.generation_id
             where replay_item.replay_id = ?
               and replay_item.state = 'WAITING'
             order by generation.id
               for share of generation
            """;

    /// A dead letter whose generation has moved on meanwhile is nobody's to replay any more. Locked in the order of
    /// ids.
    private static final String GIVE_BACK = """
            with held as (
                select dead_letter.id,
                       coalesce(generation.status = 'FAILED' and generation.run = dead_letter.run, false) as stands
                  from replay_item
                  join dead_letter on dead_letter.id = replay_item.dead_letter_id
                  left join generation on generation.id = dead_letter.generation_id
                 where replay_item.replay_id = ?
                   and replay_item.state = 'WAITING'
                   and dead_letter.state = 'REPLAYING'
                 order by dead_letter.id
                   for update of dead_letter
            )
            update dead_letter
               set state = case when held.stands then 'OPEN' else 'SUPERSEDED' end
              from held
             where dead_letter.id = held.id
            """;

    /// Lets go of what still waits. The items stay WAITING: they were never tried.
    ///
    /// @return how many
    int giveBack(UUID id) {
        jdbc.query(HOLD_STILL, row -> {}, id);
        return jdbc.update(GIVE_BACK, id);
    }

    private static ReplayResource resource(ResultSet row) throws SQLException {
        var finished = row.getObject("finished_at", OffsetDateTime.class);
        return new ReplayResource(
                row.getObject("id", UUID.class),
                ReplayState.valueOf(row.getString("state")),
                row.getInt("total"),
                row.getInt("done"),
                row.getInt("failed"),
                row.getInt("rate_per_second"),
                row.getInt("canary"),
                row.getObject("requested_by", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant());
    }
}
