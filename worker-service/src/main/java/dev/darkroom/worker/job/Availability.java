package dev.darkroom.worker.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How the AI server stands, as its circuit breaker knows it.
public interface Availability {

    enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    enum Reason {
        /// It does not answer, or only with errors of its own.
        OUTAGE,
        /// It refuses every request of ours: a wrong key, address or method.
        CONFIGURATION
    }

    /// @param reason null while closed
    record Standing(String backend, State state, @Nullable Reason reason) {}

    Standing standing();

    /// Whether failures are the AI server's rather than the generations'.
    default boolean away() {
        return standing().state() != State.CLOSED;
    }

    /// How many more jobs it is worth claiming.
    ///
    /// @param inHand jobs held already
    int room(int inHand);

    /// Whether this generation's call was a probe that failed: another one should be the next.
    boolean failedAsProbe(UUID generationId);

    /// Calls `look` after each change of the standing.
    void whenChanged(Runnable look);
}
