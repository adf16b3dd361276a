package dev.darkroom.api.read;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One call to the AI server.
///
/// @param number runs on over all runs
/// @param charged whether it counts against the run's attempts
/// @param outcome SUCCEEDED, RETRYABLE, PERMANENT, REJECTED or ABANDONED; null while it runs
public record AttemptResource(
        int run,
        int number,
        boolean charged,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String outcome,
        @Nullable String errorCode,
        @Nullable Integer httpStatus,
        @Nullable String message,
        @Nullable String backend,
        @Nullable Long durationMillis) {}
