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
final class Histories {

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

    List<AttemptResource> attempts(UUID generationId, int after, int limit) {
        return jdbc.query(ATTEMPTS, (row, _) -> attempt(row), generationId, after, limit);
    }

    /// Told from the rows that decided it, so it cannot disagree with them. The ordinal keeps events of one instant in
    /// the order in which they must have happened.
    private static final String TIMELINE = """
            select at, type, run, attempt, detail
              from (select created_at as at, 0 as ordinal, 'accepted' as type, 1 as run,
                           null::int as attempt, null::text as detail
                      from generation where id = ?
                    union all
                    select started_at, number * 4 + 1, 'attempt-started', run, number, backend
                      from generation_attempt where generation_id = ?
                    union all
                    select finished_at, number * 4 + 2, 'attempt-finished', run, number,
                           concat_ws(': ', outcome, error_code, message)
                      from generation_attempt where generation_id = ? and finished_at is not null
                    union all
                    select finished_at, attempts * 4 + 3,
                           case outcome when 'COMPLETE' then 'completed' else 'failed' end, run, null, failure_code
                      from generation_run where generation_id = ?) story
             order by at, ordinal
            offset ?
             limit ?
            """;

    List<TimelineEvent> timeline(UUID id, int skip, int limit) {
        return jdbc.query(TIMELINE, (row, _) -> event(row), id, id, id, id, skip, limit);
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
