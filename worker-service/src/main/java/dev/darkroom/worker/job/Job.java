package dev.darkroom.worker.job;

import java.util.UUID;

/// One claimed attempt.
///
/// @param attempt its number over all runs; with `run` and `worker` it fences the result
/// @param worker the registration under which it was claimed
public record Job(UUID generationId, int run, int attempt, UUID worker, Deadline deadline, Brief brief) {}
