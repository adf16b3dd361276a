package dev.darkroom.api.read;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened to a generation.
///
/// @param type `accepted`, `attempt-started`, `attempt-finished`, `completed` or `failed`
/// @param attempt null when it concerns no single attempt
record TimelineEvent(
        Instant at,
        String type,
        int run,
        @Nullable Integer attempt,
        @Nullable String detail) {}
