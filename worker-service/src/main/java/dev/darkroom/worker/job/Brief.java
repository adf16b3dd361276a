package dev.darkroom.worker.job;

import org.jspecify.annotations.Nullable;

/// What to paint.
///
/// @param width pixels
/// @param height pixels
/// @param count how many pictures
/// @param seed null lets the AI server choose
/// @param model `default` leaves the choice to the settings, and then to the AI server
public record Brief(
        String prompt,
        @Nullable String negativePrompt,
        int width,
        int height,
        int count,
        @Nullable Long seed,
        String model) {

    public static final String DEFAULT_MODEL = "default";
}
