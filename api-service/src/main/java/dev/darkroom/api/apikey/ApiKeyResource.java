package dev.darkroom.api.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A key as its owner sees it.
///
/// @param key its text, only in the answer that creates it
/// @param lastFour to tell keys apart
record ApiKeyResource(
        UUID apiKeyId,
        String name,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
        String lastFour,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt) {}
