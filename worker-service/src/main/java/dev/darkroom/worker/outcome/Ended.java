package dev.darkroom.worker.outcome;

import dev.darkroom.contract.TraceContext;
import dev.darkroom.generation.GenerationRow;
import dev.darkroom.worker.job.Finished;

/// A result that was not fenced off, and its row as it is now.
record Ended(Finished finished, GenerationRow row) {

    /// Where in the generation's trace it ended.
    TraceContext at() {
        var attempt = finished.trace();
        return attempt == null ? row.trace() : attempt;
    }
}
