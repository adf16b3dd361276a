package dev.darkroom.api.deadletter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A dead letter as lists show it.
///
/// @param generationId null when no generation belongs to the record
/// @param run the run that failed
/// @param fingerprint the same for failures of one kind
/// @param replayCount how often operators had replayed the generation when it was first seen
public record DeadLetterResource(
        UUID id,
        @Nullable UUID generationId,
        @Nullable Integer run,
        String state,
        String failureCode,
        String fingerprint,
        String message,
        int replayCount,
        Instant firstSeenAt,
        Instant lastSeenAt) {

    static final String COLUMNS = """
            id, generation_id, run, state, failure_code, fingerprint, message, replay_count, first_seen_at,
            last_seen_at""";

    static DeadLetterResource read(ResultSet row) throws SQLException {
        return new DeadLetterResource(
                row.getObject("id", UUID.class),
                row.getObject("generation_id", UUID.class),
                row.getObject("run", Integer.class),
                row.getString("state"),
                row.getString("failure_code"),
                row.getString("fingerprint"),
                row.getString("message"),
                row.getInt("replay_count"),
                row.getObject("first_seen_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_seen_at", OffsetDateTime.class).toInstant());
    }
}
