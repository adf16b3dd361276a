package dev.darkroom.api.deadletter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.darkroom.api.read.AttemptResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A dead letter with everything that is known of it.
///
/// @param origin where the record lay; null when no record led to the failure
/// @param recordKey the record's key, in base64 after `base64:` when it is no text; headers likewise
/// @param payload the record's value
/// @param payloadEncoding `text` when the value is UTF-8, else `base64`
/// @param attempts of its generation, over all runs, oldest first
record DeadLetterDetail(
        @JsonUnwrapped DeadLetterResource summary,
        @Nullable UUID ownerId,
        @Nullable String errorCode,
        @Nullable Integer httpStatus,
        @Nullable String backend,
        @Nullable Origin origin,
        @Nullable String recordKey,
        Map<String, String> headers,
        String payload,
        String payloadEncoding,
        @Nullable Instant discardedAt,
        @Nullable String discardReason,
        List<AttemptResource> attempts) {}
