package dev.darkroom.worker.job;

import org.jspecify.annotations.Nullable;

/// Why an attempt failed, as its row and `lastError` say it.
///
/// @param message for the owner; it may quote the AI server and is never logged
/// @param httpStatus what the AI server answered, null when it did not
public record Cause(
        ErrorCode code, String message, @Nullable Integer httpStatus) {

    public Cause(ErrorCode code, String message) {
        this(code, message, null);
    }
}
