package dev.darkroom.api.replay;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A replay as operators see it.
///
/// @param total the dead letters it took in
/// @param done those whose new run began
/// @param failed those that were left out, because their generation may not run again
record ReplayResource(
        UUID replayId,
        ReplayState state,
        int total,
        int done,
        int failed,
        int ratePerSecond,
        int canary,
        UUID requestedBy,
        Instant createdAt,
        @Nullable Instant finishedAt) {}
