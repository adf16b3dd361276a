package dev.darkroom.worker.job;

import java.time.Duration;

/// What is known when an attempt has ended, besides its outcome.
///
/// @param left until the generation's deadline
/// @param away whether the AI server is known to be away: then a failure says nothing about the generation
/// @param backOff how long the next attempt would wait
public record Circumstances(Budget budget, Duration left, boolean away, Duration backOff) {}
