package dev.darkroom.worker.outcome;

import dev.darkroom.generation.GenerationRow;
import java.time.Instant;

/// Hears of changes that are no end. Told after the commit, on a thread that has other work: must not wait.
@FunctionalInterface
public interface Progress {

    /// @param at when the change was committed, by the database's clock
    void changed(GenerationRow row, Instant at);
}
