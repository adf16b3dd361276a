package dev.darkroom.api.deadletter;

import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which dead letters an operator means; null leaves a side open.
///
/// @param from when first seen, inclusive
/// @param to when first seen, exclusive
record DeadLetterFilter(
        @Nullable DeadLetterState state,

        @Pattern(regexp = "[A-Z][A-Z0-9_]{0,63}", message = "must be a failure code") @Nullable String failureCode,

        @Pattern(regexp = "[0-9a-f]{16}", message = "must be 16 hexadecimal digits") @Nullable String fingerprint,

        @Nullable UUID ownerId,
        @Nullable Instant from,
        @Nullable Instant to) {}
