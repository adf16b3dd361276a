package dev.darkroom.worker.job;

import dev.darkroom.contract.TraceContext;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An attempt and how it ended, ready to be written. The first four name the row that must still be held.
///
/// @param worker null when nobody held the row
/// @param call null when nobody knows what became of it
/// @param origin the record that brought the job, where that is known
/// @param trace the attempt in its generation's trace; null when nobody made one
public record Finished(
        UUID generationId,
        int run,
        int attempt,
        @Nullable UUID worker,
        Outcome outcome,
        Ending ending,
        @Nullable Call call,
        @Nullable Origin origin,
        @Nullable TraceContext trace) {

    public Finished(Job job, Outcome outcome, Ending ending, Call call) {
        this(
                job.generationId(),
                job.run(),
                job.attempt(),
                job.worker(),
                outcome,
                ending,
                call,
                job.origin(),
                job.trace());
    }

    public Finished in(TraceContext step) {
        return new Finished(generationId, run, attempt, worker, outcome, ending, call, origin, step);
    }

    /// Null when it succeeded.
    public @Nullable Cause cause() {
        return outcome instanceof Outcome.Failure failure ? failure.cause() : null;
    }

    /// @param backend name of the AI server that was asked
    /// @param took from the start of the attempt to its end
    public record Call(String backend, Duration took) {}
}
