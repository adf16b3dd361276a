package dev.darkroom.worker.generate;

import dev.darkroom.worker.job.ErrorCode;
import dev.darkroom.worker.job.Outcome;
import org.jspecify.annotations.Nullable;

/// What an answer says about the AI server itself.
enum Verdict {
    /// It worked.
    UP,
    /// Nobody was there, or it failed by itself: no connection, no answer in time, 5xx.
    DOWN,
    /// It refused us: 401, 403, 404 and the like.
    REFUSES,
    /// Nothing: it is busy, the request was bad, or the call was broken off.
    NONE;

    static Verdict of(@Nullable Answer answer) {
        return switch (answer) {
            case null -> NONE;
            case Answer.Painted _ -> UP;
            case Answer.Failed(Outcome.Rejected _) -> UP;
            case Answer.Failed(Outcome.Refused _) -> REFUSES;
            case Answer.Failed(Outcome.Retryable(var cause, var _)) -> ofRetryable(cause.code());
            case Answer.Failed _ -> NONE;
        };
    }

    private static Verdict ofRetryable(ErrorCode code) {
        return switch (code) {
            case AI_SERVER_UNREACHABLE, AI_SERVER_TIMEOUT, AI_SERVER_ERROR -> DOWN;
            default -> NONE;
        };
    }
}
