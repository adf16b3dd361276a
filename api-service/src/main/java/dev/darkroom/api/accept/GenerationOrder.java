package dev.darkroom.api.accept;

import dev.darkroom.contract.GenerationSnapshot.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What an owner asks for, checked: every instance may be accepted.
///
/// @param prompt 1..1500 characters, trimmed
/// @param width pixels, 64..2048 in steps of 8; `height` likewise
/// @param seed 0..2³²−1, null for the AI server's choice
/// @param timeToLive how long after acceptance the picture is still wanted, 30 s..24 h
record GenerationOrder(
        String prompt,
        @Nullable String negativePrompt,
        int width,
        int height,
        int count,
        @Nullable Long seed,
        String model,
        Kind kind,
        @Nullable String clientReference,
        Duration timeToLive) {}
