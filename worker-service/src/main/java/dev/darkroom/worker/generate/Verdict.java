package dev.darkroom.worker.generate;

import dev.darkroom.worker.job.ErrorCode;
import dev.darkroom.worker.job.Outcome;
import org.jspecify.annotations.Nullable;

/// What an answer says about the AI server itself.
enum Verdict {
    /// It worked, or would have: it understood the request and declined it.
    UP,
    /// Nobody was there, or it failed by itself: no connection, no answer in time, 5xx.
    DOWN,
    /// It refused us: 401, 403, 404 and the like.
    REFUSES,
    /// It is there and cannot serve now: 429 and the like, or an answer that makes no sense.
    STRUGGLES,
    /// Nothing: the call was broken off, or its picture could not be stored.
    NONE;

    static Verdict of(@Nullable Answer answer) {
        return switch (answer) {
            case null -> NONE;
            case Answer.Painted _ -> UP;
            case Answer.Failed(Outcome.Rejected _) -> UP;
            case Answer.Failed(Outcome.Invalid _) -> UP;
            case Answer.Failed(Outcome.Refused _) -> REFUSES;
            case Answer.Failed(Outcome.Retryable retryable) ->
                of(retryable.cause().code());
            case Answer.Failed _ -> NONE;
        };
    }

    private static Verdict of(ErrorCode code) {
        return switch (code) {
            case AI_SERVER_UNREACHABLE, AI_SERVER_TIMEOUT, AI_SERVER_ERROR -> DOWN;
            default -> STRUGGLES;
        };
    }

    /// Whether it counts while the server is in use. A busy server is not away, and neither is one that refuses.
    boolean countsAsUsual() {
        return this == UP || this == DOWN;
    }

    /// Whether it speaks against a server that is being tried: anything but work means that it is not back.
    boolean failsAProbe() {
        return this == DOWN || this == REFUSES || this == STRUGGLES;
    }
}
