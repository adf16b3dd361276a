package dev.darkroom.worker.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One claimed attempt.
///
/// @param attempt its number over all runs; with `run` and `worker` it fences the result
/// @param worker the registration under which it was claimed
/// @param origin the record that brought it
public record Job(
        UUID generationId,
        int run,
        int attempt,
        UUID worker,
        Budget budget,
        Deadline deadline,
        Brief brief,
        @Nullable Origin origin) {

    public Job from(@Nullable Origin record) {
        return new Job(generationId, run, attempt, worker, budget, deadline, brief, record);
    }
}
