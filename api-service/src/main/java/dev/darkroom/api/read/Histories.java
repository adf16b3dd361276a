package dev.darkroom.api.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// Reads what happened to one generation, oldest first.
public final class Histories {

    private final JdbcTemplate jdbc;

    Histories(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private static final String ATTEMPTS = """
            select run, number, charged, started_at, finished_at, outcome, error_code, http_status, message, backend,
                   duration_millis
              from generation_attempt
             where generation_id = ? and number > ?
             order by number
             limit ?
            """;

    /// @param after number of the attempt before the first one wanted
    public List<AttemptResource> attempts(UUID generationId, int after, int limit) {
        return jdbc.query(ATTEMPTS, (row, _) -> attempt(row), generationId, after, limit);
    }

    /// Told from the rows that decided it, so it cannot disagree with them. The ordinal keeps what happened at
    /// one instant of a run in the order in which it must have happened.
    private static final String TIMELINE = """
            with told as (
                select *
                  from generation
                 where id = ?
            ), attempts as (
                select attempt.*, lead(attempt.run) over (order by number) is not distinct from attempt.run as went_on
                  from generation_attempt attempt
                  join told on told.id = attempt.generation_id
            ), runs as (
                select generation_run.*
                  from generation_run
                  join told on told.id = generation_run.generation_id
            )
            select at, type, run, attempt, detail
              from (select created_at as at, 0 as ordinal, 'accepted' as type, 1 as run,
                           null::int as attempt, null::text as detail
                      from told
                    union all
                    select started_at, number * 3 + 1, 'attempt-started', run, number, backend
                      from attempts
                    union all
                    select finished_at, number * 3 + 2, 'attempt-finished', run, number,
                           concat_ws(': ', outcome, error_code, message)
                      from attempts where finished_at is not null
                    union all
                    select attempts.finished_at, number * 3 + 3, 'retry-scheduled', attempts.run, number + 1,
                           case when not went_on then
                               'due ' || to_char(told.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
                           end
                      from attempts, told
                     where attempts.outcome = 'RETRYABLE'
                       and (went_on or told.stage = 'RETRY_WAIT' and told.attempt = attempts.number)
                    union all
                    select finished_at, 2147483647,
                           case when outcome = 'COMPLETE' then 'completed'
                                when failure_code = 'CANCELLED' then 'cancelled'
                                else 'failed'
                           end,
                           run, null, failure_code
                      from runs
                    union all
                    select rerun_at, 0, case rerun_by when 'OWNER' then 'retried' else 'replayed' end,
                           run + 1, null, null
                      from runs where rerun_at is not null) story
             order by at, run, ordinal
            offset ?
             limit ?
            """;

    public List<TimelineEvent> timeline(UUID id, int skip, int limit) {
        return jdbc.query(TIMELINE, (row, _) -> event(row), id, skip, limit);
    }

    private static AttemptResource attempt(ResultSet row) throws SQLException {
        return new AttemptResource(
                row.getInt("run"),
                row.getInt("number"),
                row.getBoolean("charged"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                instant(row, "finished_at"),
                row.getString("outcome"),
                row.getString("error_code"),
                row.getObject("http_status", Integer.class),
                row.getString("message"),
                row.getString("backend"),
                row.getObject("duration_millis", Long.class));
    }

    private static TimelineEvent event(ResultSet row) throws SQLException {
        return new TimelineEvent(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("type"),
                row.getInt("run"),
                row.getObject("attempt", Integer.class),
                row.getString("detail"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
