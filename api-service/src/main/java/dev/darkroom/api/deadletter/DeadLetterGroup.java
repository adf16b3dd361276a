package dev.darkroom.api.deadletter;

import java.time.Instant;

/// Failures of one kind.
///
/// @param message of the newest
record DeadLetterGroup(
        String fingerprint, String failureCode, String message, long count, Instant firstSeenAt, Instant lastSeenAt) {}
