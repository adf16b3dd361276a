package dev.darkroom.api.deadletter;

import dev.darkroom.contract.DeadLetterHeaders;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A record of `generation.dlt`, read: what failed, and how.
///
/// @param run null when the record names no generation
/// @param position of the record itself on `generation.dlt`
/// @param origin of the record that failed; null when no record led to the failure
/// @param headers as text; bytes that are none are shown in base64
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record Letter(
        @Nullable Run run,
        String failureCode,
        @Nullable String errorCode,
        @Nullable Integer httpStatus,
        @Nullable String backend,
        String message,
        Origin position,
        @Nullable Origin origin,
        @Nullable String key,
        Map<String, String> headers,
        byte[] payload) {

    /// The run that failed.
    record Run(UUID generationId, int number) {}

    boolean isOfOne(Set<UUID> generations) {
        return run != null && generations.contains(run.generationId());
    }

    String fingerprint() {
        return Fingerprint.of(failureCode, errorCode, httpStatus, backend, message);
    }

    /// No generation belongs to it: it is found again by where it came from, or where it lies.
    Letter orphaned() {
        return new Letter(
                null,
                run == null ? failureCode : DeadLetterHeaders.UNKNOWN_GENERATION,
                errorCode,
                httpStatus,
                backend,
                message,
                position,
                origin == null ? position : origin,
                key,
                headers,
                payload);
    }

    /// Nothing but the bytes and where they lie, for a record that cannot be stored as it says it is.
    Letter bare(String why) {
        return new Letter(
                null,
                DeadLetterHeaders.UNREADABLE_RECORD,
                null,
                null,
                null,
                why,
                position,
                position,
                null,
                Map.of(),
                payload);
    }
}
