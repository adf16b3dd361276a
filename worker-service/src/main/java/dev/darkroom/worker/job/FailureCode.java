package dev.darkroom.worker.job;

/// Why a generation ended FAILED.
public enum FailureCode {
    CONTENT_REJECTED(false, false),
    INVALID_FOR_AI_SERVER(false, false),
    AI_SERVER_REFUSED(true, true),
    ATTEMPTS_EXHAUSTED(true, true),
    DEADLINE_EXCEEDED(true, true);

    private final boolean retryable;
    private final boolean deadLetter;

    FailureCode(boolean retryable, boolean deadLetter) {
        this.retryable = retryable;
        this.deadLetter = deadLetter;
    }

    /// Whether the owner may ask for a new run.
    public boolean retryable() {
        return retryable;
    }

    /// Whether operators hear of it, because it is not the owner's doing.
    public boolean deadLetter() {
        return deadLetter;
    }
}
