package dev.darkroom.worker.lease;

import dev.darkroom.worker.job.Cause;
import dev.darkroom.worker.job.Ending;
import dev.darkroom.worker.job.Finished;
import dev.darkroom.worker.job.Job;
import dev.darkroom.worker.job.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// A pending generation that some worker holds.
///
/// @param lastAttempt whether this attempt was the last that the run may charge
record LeasedRow(UUID generationId, int run, int attempt, UUID worker, boolean lastAttempt) {

    static final String COLUMNS = """
            generation.id, generation.run, generation.attempt, generation.lease_owner,
            generation.attempts_made >= generation.attempts_max as last_attempt""";

    static LeasedRow read(ResultSet row) throws SQLException {
        return new LeasedRow(
                row.getObject("id", UUID.class),
                row.getInt("run"),
                row.getInt("attempt"),
                row.getObject("lease_owner", UUID.class),
                row.getBoolean("last_attempt"));
    }

    /// A job that goes back without being charged always has its attempt left.
    static LeasedRow of(Job job) {
        return new LeasedRow(job.generationId(), job.run(), job.attempt(), job.worker(), false);
    }

    JobsInHand.Key key() {
        return new JobsInHand.Key(generationId, attempt);
    }

    Finished abandoned(Cause cause) {
        return new Finished(
                generationId,
                run,
                attempt,
                worker,
                new Outcome.Abandoned(cause),
                Ending.exhausted(cause),
                null,
                null,
                null);
    }
}
