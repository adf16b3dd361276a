package dev.darkroom.worker.lease;

import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.contract.Topics;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.wire.WireJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/// Work that waits in Kafka again.
final class WorkRecords {

    private WorkRecords() {}

    /// @param row with `id`, `run` and `next_attempt`
    static GenerationRequested next(ResultSet row) throws SQLException {
        return new GenerationRequested(row.getObject("id", UUID.class), row.getInt("run"), row.getInt("next_attempt"));
    }

    static OutboxMessage of(GenerationRequested work) {
        return OutboxMessage.now(
                work.generationId(),
                Topics.REQUESTED,
                work.generationId().toString(),
                Map.of(),
                WireJson.mapper().writeValueAsString(work));
    }
}
