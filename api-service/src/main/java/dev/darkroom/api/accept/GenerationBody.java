package dev.darkroom.api.accept;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.darkroom.contract.GenerationSnapshot.Kind;
import org.jspecify.annotations.Nullable;

/// The body of `POST /api/generation` as it was sent; [OrderRules] makes an order of it.
record GenerationBody(
        @Nullable String prompt,
        @Nullable String negativePrompt,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Integer count,
        @Nullable Long seed,
        @Nullable String model,
        @Nullable Kind kind,
        @Nullable String clientReference,
        @Nullable Integer deadlineSeconds,
        @JsonProperty("public") @Nullable Boolean isPublic) {}
