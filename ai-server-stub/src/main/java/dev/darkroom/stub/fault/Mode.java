package dev.darkroom.stub.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The ways to misbehave that a plain error status does not cover.
public enum Mode {
    /// Behaves, but for the error rate.
    NONE,
    /// Takes the request and says nothing.
    HANG,
    /// Closes the connection without an answer.
    DROP,
    /// Answers 200 with a body that is not JSON.
    GARBAGE,
    /// Answers 200 with pictures that end half way; other bodies end half way themselves.
    TRUNCATED,
    /// Answers 200 with a body that goes on for 128 MiB.
    OVERSIZE;

    /// The name on the wire.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Mode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
    }

    static String choice() {
        return Arrays.stream(values()).map(Mode::word).collect(Collectors.joining(", "));
    }
}
