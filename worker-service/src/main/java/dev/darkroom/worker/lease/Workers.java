package dev.darkroom.worker.lease;

import dev.darkroom.wire.WireJson;
import dev.darkroom.worker.job.Availability;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// The `worker` table: who is there, and since when silent.
@Component
class Workers {

    private final JdbcTemplate jdbc;

    Workers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void register(UUID id, String name) {
        jdbc.update("insert into worker (id, name) values (?, ?)", id, name);
    }

    private static final String BEAT = """
            update worker
               set beat_at = now(), breakers = ?::jsonb
             where id = ?
               and gone_at is null
            """;

    /// @param aiServer as this worker finds it; for operators
    /// @return false when others have declared this worker gone
    boolean beat(UUID id, Availability.Standing aiServer) {
        return jdbc.update(BEAT, WireJson.mapper().writeValueAsString(List.of(aiServer)), id) == 1;
    }

    void leave(UUID id) {
        jdbc.update("update worker set gone_at = now() where id = ? and gone_at is null", id);
    }

    private static final String MARK_SILENT_GONE = """
            update worker
               set gone_at = now()
             where id in (select id
                            from worker
                           where gone_at is null
                             and id <> ?
                             and beat_at < now() - ? * interval '1 millisecond'
                           order by id
                             for update skip locked)
            returning name
            """;

    /// @return the names of those that are gone from now on
    List<String> markSilentGone(UUID witness, Duration lease) {
        return jdbc.query(MARK_SILENT_GONE, (row, _) -> row.getString("name"), witness, lease.toMillis());
    }
}
