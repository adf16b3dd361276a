package dev.darkroom.worker.job;

import java.util.List;

/// What an attempt's outcome makes of its generation.
public sealed interface Ending {

    record Completed(List<StoredImage> images) implements Ending {}

    record Failed(FailureCode code, String message) implements Ending {

        /// Flagged generations are never run again.
        public boolean flagged() {
            return code == FailureCode.CONTENT_REJECTED;
        }
    }

    /// The one decision. A retryable outcome ends the generation: an attempt is the only one it gets.
    static Ending of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded(var images) -> new Completed(images);
            case Outcome.Rejected(var cause) -> new Failed(FailureCode.CONTENT_REJECTED, cause.message());
            case Outcome.Invalid(var cause) -> new Failed(FailureCode.INVALID_FOR_AI_SERVER, cause.message());
            case Outcome.Refused(var cause) -> new Failed(FailureCode.AI_SERVER_REFUSED, cause.message());
            case Outcome.Retryable(var cause) -> new Failed(FailureCode.ATTEMPTS_EXHAUSTED, cause.message());
            case Outcome.Abandoned(var cause) -> new Failed(FailureCode.ATTEMPTS_EXHAUSTED, cause.message());
            case Outcome.OutOfTime(var cause) -> new Failed(FailureCode.DEADLINE_EXCEEDED, cause.message());
        };
    }
}
