package dev.darkroom.system;

import java.time.Duration;

/// Whether faults are to go on for long: `-Ddarkroom.faults=long`, with `-Ddarkroom.minutes=` and
/// `-Ddarkroom.seed=`.
final class LongForm {

    private static final Duration SHORT = Duration.ofSeconds(15);

    private LongForm() {}

    static boolean isAsked() {
        return "long".equals(System.getProperty("darkroom.faults"));
    }

    /// How long faults follow one another at random.
    static Duration lasts() {
        return isAsked() ? Duration.ofMinutes(Long.getLong("darkroom.minutes", 10)) : SHORT;
    }

    static long seed() {
        return Long.getLong("darkroom.seed", 1);
    }
}
