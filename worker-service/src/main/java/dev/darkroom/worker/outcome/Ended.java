package dev.darkroom.worker.outcome;

import dev.darkroom.generation.GenerationRow;
import dev.darkroom.worker.job.Finished;

/// A result that was not fenced off, and its row as it is now.
record Ended(Finished finished, GenerationRow row) {}
