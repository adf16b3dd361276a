package dev.darkroom.api.canary;

import java.util.Locale;

/// How a look can end.
enum Outcome {
    /// The picture was complete and its bytes came.
    SEEN,
    /// The generation failed.
    FAILED,
    /// It had not ended when patience did.
    LATE,
    /// The API answered, but not as it should.
    REFUSED,
    /// Nobody answered.
    UNREACHABLE;

    /// As the meters call it.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
