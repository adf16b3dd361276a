package dev.darkroom.worker.job;

import dev.darkroom.contract.TraceContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One claimed attempt.
///
/// @param attempt its number over all runs; with `run` and `worker` it fences the result
/// @param worker the registration under which it was claimed
/// @param trace where it is in its generation's trace: at first where that was accepted, then the step in hand
/// @param origin the record that brought it
public record Job(
        UUID generationId,
        int run,
        int attempt,
        UUID worker,
        Budget budget,
        Deadline deadline,
        Brief brief,
        TraceContext trace,
        @Nullable Origin origin) {

    public Job from(@Nullable Origin record) {
        return new Job(generationId, run, attempt, worker, budget, deadline, brief, trace, record);
    }

    public Job in(TraceContext step) {
        return new Job(generationId, run, attempt, worker, budget, deadline, brief, step, origin);
    }
}
