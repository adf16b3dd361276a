package dev.darkroom.worker.lease;

import dev.darkroom.contract.GenerationRequested;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// The attempt that a row waits for.
final class NextAttempt {

    private NextAttempt() {}

    /// @param row with `id`, `run` and `next_attempt`
    static GenerationRequested read(ResultSet row) throws SQLException {
        return new GenerationRequested(row.getObject("id", UUID.class), row.getInt("run"), row.getInt("next_attempt"));
    }
}
