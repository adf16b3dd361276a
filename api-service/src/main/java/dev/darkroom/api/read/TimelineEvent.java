package dev.darkroom.api.read;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened to a generation.
///
/// @param type `accepted`, `attempt-started`, `attempt-finished`, `retry-scheduled`, `completed`,
///     `failed`, `cancelled`, `retried` (by its owner) or `replayed` (by an operator)
/// @param attempt null when it concerns no single attempt
public record TimelineEvent(
        Instant at,
        String type,
        int run,
        @Nullable Integer attempt,
        @Nullable String detail) {}
