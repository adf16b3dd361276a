package dev.darkroom.stub.fault;

import java.util.Optional;

/// What becomes of one call.
public sealed interface Outcome {

    /// Answered as it should be.
    record Behave() implements Outcome {}

    /// Answered with an error.
    record Refuse(int status, Optional<Integer> retryAfterSeconds) implements Outcome {}

    /// Misbehaves; never with [Mode#NONE].
    record Misbehave(Mode mode) implements Outcome {

        public Misbehave {
            if (mode == Mode.NONE) {
                throw new IllegalArgumentException("none is no misbehaviour");
            }
        }
    }
}
