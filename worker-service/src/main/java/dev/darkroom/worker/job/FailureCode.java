package dev.darkroom.worker.job;

/// Why a generation ended FAILED.
public enum FailureCode {
    CONTENT_REJECTED(false),
    INVALID_FOR_AI_SERVER(false),
    AI_SERVER_REFUSED(true),
    ATTEMPTS_EXHAUSTED(true),
    DEADLINE_EXCEEDED(true);

    private final boolean retryable;

    FailureCode(boolean retryable) {
        this.retryable = retryable;
    }

    /// Whether the owner may ask for a new run.
    public boolean retryable() {
        return retryable;
    }
}
