package dev.darkroom.notifier.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one attempt met, as the log keeps it. Nothing of the answer but its status: a receiver that is not the
/// owner's must not be readable through us.
///
/// @param status of the answer; null when there was none
/// @param error why there was none, as one word
public record Attempt(
        Instant at, @Nullable Integer status, @Nullable String error, long durationMillis) {}
