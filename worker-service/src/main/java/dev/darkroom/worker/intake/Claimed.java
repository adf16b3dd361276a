package dev.darkroom.worker.intake;

import dev.darkroom.generation.GenerationRow;
import dev.darkroom.worker.job.Job;
import java.time.Instant;

/// An attempt that is ours now, and its generation as the claim left it.
///
/// @param at when it was claimed, by the database's clock
record Claimed(Job job, GenerationRow row, Instant at) {}
