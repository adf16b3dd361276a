package dev.darkroom.api.replay;

import dev.darkroom.contract.GenerationSnapshot.Status;
import org.jspecify.annotations.Nullable;

/// What became of one item: its new run began, or why not and where that leaves its dead letter.
///
/// @param deadLetter the state the dead letter goes to
/// @param reason why its run did not begin; null when it did
record Verdict(String deadLetter, @Nullable String reason) {

    private static final String REPLAYED = "REPLAYED";
    private static final String OPEN = "OPEN";
    private static final String SUPERSEDED = "SUPERSEDED";

    static final Verdict BEGUN = new Verdict(REPLAYED, null);

    /// Its dead letter keeps the state that somebody else gave it.
    static final Verdict TAKEN_AWAY = new Verdict(OPEN, "its dead letter was settled meanwhile");

    boolean begun() {
        return reason == null;
    }

    /// How the generation stands that did not begin.
    record Standing(Status status, int run, int replays, boolean retryable) {}

    /// @param run the run that failed
    /// @param now null when there is no such generation
    static Verdict leftOut(int run, @Nullable Standing now, int cap) {
        if (now == null) {
            return new Verdict(SUPERSEDED, "the generation is gone");
        }
        if (now.run() != run) {
            return new Verdict(SUPERSEDED, "another run has begun already");
        }
        if (now.status() != Status.FAILED) {
            return new Verdict(SUPERSEDED, "not failed any more");
        }
        if (now.replays() >= cap) {
            return new Verdict(OPEN, "replayed " + cap + " times already");
        }
        if (!now.retryable()) {
            return new Verdict(OPEN, "this failure cannot be retried");
        }
        return new Verdict(OPEN, "changed at the same moment");
    }
}
