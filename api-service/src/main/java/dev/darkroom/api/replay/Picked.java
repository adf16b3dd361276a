package dev.darkroom.api.replay;

import dev.darkroom.api.replay.ReplayOrder.Pick;
import dev.darkroom.sql.Column;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// The dead letters that a replay takes in: those picked that are OPEN and name a generation. However many, one
/// statement.
final class Picked {

    private static final int SAMPLE = 10;

    private final JdbcTemplate jdbc;

    Picked(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private static final String THOSE = """
              from dead_letter
              join (select ?::uuid[] as ids, ?::text as state, ?::text as failure_code, ?::text as fingerprint,
                           ?::uuid as owner_id, ?::timestamptz as since, ?::timestamptz as until) wanted
                on (wanted.ids is null or dead_letter.id = any (wanted.ids))
               and (wanted.state is null or dead_letter.state = wanted.state)
               and (wanted.failure_code is null or dead_letter.failure_code = wanted.failure_code)
               and (wanted.fingerprint is null or dead_letter.fingerprint = wanted.fingerprint)
               and (wanted.owner_id is null or dead_letter.owner_id = wanted.owner_id)
               and (wanted.since is null or dead_letter.first_seen_at >= wanted.since)
               and (wanted.until is null or dead_letter.first_seen_at < wanted.until)
             where dead_letter.state = 'OPEN'
               and dead_letter.generation_id is not null
            """;

    private static final String BY_ID = """
            select count(dead_letter.id) as known, count(dead_letter.generation_id) as readable
              from unnest(?::uuid[]) as wanted (id)
              join dead_letter on dead_letter.id = wanted.id
            """;

    /// @throws Problem `NOT_FOUND` when an id is nobody's, `NOT_REPLAYABLE` when one is of a record that could not be
    /// read
    void check(Pick pick) {
        var ids = pick.ids();
        if (ids == null) {
            return;
        }
        var found = Objects.requireNonNull(jdbc.queryForObject(
                BY_ID, (row, _) -> new Found(row.getInt("known"), row.getInt("readable")), (Object) uuids(ids)));
        if (found.known() < ids.size()) {
            throw new Problem(ProblemCode.NOT_FOUND, (ids.size() - found.known()) + " of the ids name no dead letter.");
        }
        if (found.readable() < ids.size()) {
            throw new Problem(
                    ProblemCode.NOT_REPLAYABLE,
                    (ids.size() - found.readable())
                            + " of the ids are of records without a generation: inspect or discard them.");
        }
    }

    private record Found(int known, int readable) {}

    private static final String COUNT = "select count(*) " + THOSE;

    private static final String FIRST = """
            select dead_letter.id, dead_letter.generation_id, dead_letter.run, dead_letter.state,
                   dead_letter.failure_code, dead_letter.fingerprint, dead_letter.message, dead_letter.replay_count,
                   dead_letter.first_seen_at, dead_letter.last_seen_at
            %s
             order by dead_letter.first_seen_at, dead_letter.id
             limit %d
            """.formatted(THOSE, SAMPLE);

    /// Changes nothing.
    DryRun look(Pick pick) {
        var total = Objects.requireNonNull(jdbc.queryForObject(COUNT, Long.class, arguments(pick)));
        return new DryRun(total, jdbc.query(FIRST, (row, _) -> item(row), arguments(pick)));
    }

    /// Locked in the order of ids, so that two who change many dead letters wait for each other and never deadlock.
    private static final String TAKE = """
            with open as (
                select dead_letter.id
                %s
                 order by dead_letter.id
                   for update of dead_letter
            ), taken as (
                update dead_letter
                   set state = 'REPLAYING'
                  from open
                 where dead_letter.id = open.id
                returning dead_letter.id, dead_letter.first_seen_at
            )
            insert into replay_item (replay_id, ordinal, dead_letter_id)
            select ?::uuid, row_number() over (order by first_seen_at, id), id
              from taken
            """.formatted(THOSE);

    /// Takes them into the replay, oldest first; from now on they are REPLAYING. Joins the caller's transaction.
    ///
    /// @return how many
    int takeInto(UUID replayId, Pick pick) {
        var picked = arguments(pick);
        var all = new @Nullable Object[picked.length + 1];
        System.arraycopy(picked, 0, all, 0, picked.length);
        all[picked.length] = replayId;
        return jdbc.update(TAKE, all);
    }

    private static @Nullable Object[] arguments(Pick pick) {
        var ids = pick.ids();
        var filter = Objects.requireNonNullElse(pick.filter(), ReplayFilter.ALL);
        return new @Nullable Object[] {
            ids == null ? null : uuids(ids),
            filter.state() == null ? null : filter.state().name(),
            filter.failureCode(),
            filter.fingerprint(),
            filter.ownerId(),
            utc(filter.from()),
            utc(filter.to())
        };
    }

    private static @Nullable String[] uuids(List<UUID> ids) {
        return Column.of(ids, id -> id);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static DryRun.Item item(ResultSet row) throws SQLException {
        return new DryRun.Item(
                row.getObject("id", UUID.class),
                row.getObject("generation_id", UUID.class),
                row.getInt("run"),
                row.getString("state"),
                row.getString("failure_code"),
                row.getString("fingerprint"),
                row.getString("message"),
                row.getInt("replay_count"),
                row.getObject("first_seen_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_seen_at", OffsetDateTime.class).toInstant());
    }
}
