package dev.darkroom.worker.job;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an attempt ended.
public sealed interface Outcome {

    record Succeeded(List<StoredImage> images) implements Outcome {

        public Succeeded {
            images = List.copyOf(images);
        }
    }

    sealed interface Failure extends Outcome {

        Cause cause();
    }

    /// The AI server's policy refuses the content.
    record Rejected(Cause cause) implements Failure {}

    /// The AI server cannot make sense of the request, whoever asks.
    record Invalid(Cause cause) implements Failure {}

    /// The AI server refuses this worker: credentials, address, method.
    record Refused(Cause cause) implements Failure {}

    /// Another attempt may succeed.
    ///
    /// @param retryAfter how long the AI server asks to be left alone; null when it does not say
    record Retryable(Cause cause, @Nullable Duration retryAfter) implements Failure {

        public Retryable(Cause cause) {
            this(cause, null);
        }
    }

    /// No call was made, because the AI server is known to be away or has no room.
    record NotAsked(Cause cause) implements Failure {}

    /// The generation's own deadline came before the answer.
    record OutOfTime(Cause cause) implements Failure {}

    /// Nobody will ever report this attempt's end.
    record Abandoned(Cause cause) implements Failure {}
}
