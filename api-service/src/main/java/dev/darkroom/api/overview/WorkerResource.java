package dev.darkroom.api.overview;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One start of a worker process.
///
/// @param goneAt when it took its leave, or was found silent; null while it is present
/// @param jobsInHand generations it holds
record WorkerResource(
        UUID id,
        String name,
        Instant startedAt,
        Instant beatAt,
        @Nullable Instant goneAt,
        long jobsInHand) {

    static WorkerResource read(ResultSet row) throws SQLException {
        var gone = row.getObject("gone_at", OffsetDateTime.class);
        return new WorkerResource(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("beat_at", OffsetDateTime.class).toInstant(),
                gone == null ? null : gone.toInstant(),
                row.getLong("jobs_in_hand"));
    }
}
