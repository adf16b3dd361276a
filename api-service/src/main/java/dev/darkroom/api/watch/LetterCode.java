package dev.darkroom.api.watch;

import java.util.Arrays;
import java.util.Locale;

/// The failure codes that become dead letters. A letter's code is text that another version may have
/// written.
enum LetterCode {
    AI_SERVER_REFUSED,
    ATTEMPTS_EXHAUSTED,
    DEADLINE_EXCEEDED,
    MODERATION_UNAVAILABLE,
    UNREADABLE_RECORD,
    UNKNOWN_GENERATION,
    OTHER;

    static LetterCode of(String code) {
        return Arrays.stream(values())
                .filter(known -> known.name().equals(code))
                .findFirst()
                .orElse(OTHER);
    }

    /// Only what is not a code is in lower case.
    String label() {
        return this == OTHER ? name().toLowerCase(Locale.ROOT) : name();
    }
}
