package dev.darkroom.worker.job;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an attempt's outcome makes of its generation.
public sealed interface Ending {

    record Completed(List<StoredImage> images) implements Ending {}

    record Failed(FailureCode code, String message) implements Ending {

        /// Flagged generations are never run again.
        public boolean flagged() {
            return code == FailureCode.CONTENT_REJECTED;
        }
    }

    /// Not the end: the generation waits for its next attempt.
    ///
    /// @param charged whether this attempt counts against the run's budget
    record Again(Duration delay, boolean charged) implements Ending {}

    /// The one decision.
    static Ending of(Outcome outcome, Circumstances at) {
        return switch (outcome) {
            case Outcome.Succeeded(var images) -> new Completed(images);
            case Outcome.Rejected(var cause) -> new Failed(FailureCode.CONTENT_REJECTED, cause.message());
            case Outcome.Invalid(var cause) -> new Failed(FailureCode.INVALID_FOR_AI_SERVER, cause.message());
            case Outcome.Refused(var cause) ->
                at.away() ? afterTheOutage(at, null) : new Failed(FailureCode.AI_SERVER_REFUSED, cause.message());
            case Outcome.Retryable(var cause, var retryAfter) ->
                at.away() ? afterTheOutage(at, retryAfter) : retry(cause, retryAfter, at);
            case Outcome.NotAsked _ -> afterTheOutage(at, null);
            case Outcome.Abandoned(var cause) -> exhausted(cause);
            case Outcome.OutOfTime(var cause) -> overdue(cause);
        };
    }

    /// The run's last attempt was lost, and nobody will report how it ended.
    static Failed exhausted(Cause cause) {
        return new Failed(FailureCode.ATTEMPTS_EXHAUSTED, cause.message());
    }

    static Failed overdue(Cause cause) {
        return new Failed(FailureCode.DEADLINE_EXCEEDED, cause.message());
    }

    private static Ending retry(Cause cause, @Nullable Duration retryAfter, Circumstances at) {
        if (at.budget().spent()) {
            return exhausted(cause);
        }
        var delay = later(at.backOff(), retryAfter);
        if (delay.compareTo(at.left()) >= 0) {
            return new Failed(
                    FailureCode.DEADLINE_EXCEEDED,
                    "the next attempt would come after the deadline: " + cause.message());
        }
        return new Again(delay, true);
    }

    /// Only the generation's own deadline ends what waits for an AI server to come back.
    private static Again afterTheOutage(Circumstances at, @Nullable Duration retryAfter) {
        var delay = later(at.backOff(), retryAfter);
        var left = at.left().isPositive() ? at.left() : Duration.ZERO;
        return new Again(delay.compareTo(left) < 0 ? delay : left, false);
    }

    private static Duration later(Duration backOff, @Nullable Duration retryAfter) {
        return retryAfter == null || retryAfter.compareTo(backOff) < 0 ? backOff : retryAfter;
    }
}
