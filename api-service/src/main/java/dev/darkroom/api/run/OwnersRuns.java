package dev.darkroom.api.run;

import dev.darkroom.api.deadletter.Superseded;
import dev.darkroom.api.read.GenerationQueries;
import dev.darkroom.api.run.NewRuns.By;
import dev.darkroom.api.run.NewRuns.Failed;
import dev.darkroom.generation.GenerationRow;
import dev.darkroom.trace.LogScope;
import dev.darkroom.trace.Step;
import dev.darkroom.trace.Transitions;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What owners may do to a run of theirs: end it, or begin the next one. One transaction each.
@Component
class OwnersRuns {

    private final TransactionTemplate transaction;
    private final GenerationQueries generations;
    private final Cancellations cancellations;
    private final NewRuns newRuns;
    private final Superseded superseded;

    OwnersRuns(
            TransactionTemplate transaction,
            GenerationQueries generations,
            Cancellations cancellations,
            NewRuns newRuns,
            Superseded superseded) {
        this.transaction = transaction;
        this.generations = generations;
        this.cancellations = cancellations;
        this.newRuns = newRuns;
        this.superseded = superseded;
    }

    /// The generation as it stands afterwards; one that had ended already is left as it is.
    ///
    /// @throws Problem NOT_FOUND
    GenerationRow cancel(UUID ownerId, UUID generationId, Step request) {
        var cancelled = transaction.execute(_ -> cancellations.cancel(ownerId, generationId));
        cancelled.ifPresent(row -> tell(row, request, "generation failed; its owner has cancelled it"));
        return cancelled.orElseGet(() -> owned(ownerId, generationId));
    }

    /// The generation as its new run begins.
    ///
    /// @throws Problem NOT_FOUND; NOT_RETRYABLE when it has not failed, may not run again, or was begun anew by
    ///     someone else a moment ago
    GenerationRow retry(UUID ownerId, UUID generationId, Step request) {
        var begun = transaction.execute(_ -> {
            var failed = owned(ownerId, generationId);
            var failure = failed.failure();
            if (failure == null || !failure.retryable()) {
                throw notRetryable(
                        failure == null ? "it has not failed" : "what failed with " + failure.code() + " stays so");
            }
            var runs = newRuns.begin(List.of(new Failed(generationId, failed.run())), By.OWNER, 0, request.context());
            superseded.mark(runs);
            return runs.stream().findFirst().orElseThrow(() -> notRetryable("it was begun anew a moment ago"));
        });
        tell(begun, request, "a new run begins; its owner has asked for it");
        return begun;
    }

    /// The line is in the generation's trace; the request, which has its own, points there.
    private static void tell(GenerationRow row, Step request, String what) {
        request.with(Step.GENERATION, row.id().toString()).after(row.trace());
        try (var _ = LogScope.of(row.id(), row.trace())) {
            Transitions.log()
                    .atInfo()
                    .addKeyValue("run", row.run())
                    .addKeyValue("requestTrace", request.context().traceId())
                    .log(what);
        }
    }

    private GenerationRow owned(UUID ownerId, UUID generationId) {
        return generations
                .find(ownerId, generationId)
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "there is no such generation"));
    }

    private static Problem notRetryable(String why) {
        return new Problem(ProblemCode.NOT_RETRYABLE, "only a FAILED, retryable generation can be retried: " + why);
    }
}
