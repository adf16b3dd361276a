package dev.darkroom.worker.lease;

import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.generation.WorkRecords;
import dev.darkroom.outbox.OutboxMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// The record for the attempt that a row waits for.
final class NextAttempt {

    private NextAttempt() {}

    /// @param row with `id`, `run`, `next_attempt` and `traceparent`
    static OutboxMessage read(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        return WorkRecords.now(
                new GenerationRequested(id, row.getInt("run"), row.getInt("next_attempt")),
                TraceContext.of(id, row.getString("traceparent")));
    }
}
