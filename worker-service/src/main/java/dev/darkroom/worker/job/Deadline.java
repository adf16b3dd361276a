package dev.darkroom.worker.job;

import java.time.Duration;

/// When a generation must have ended, on this process's own ticker. The database says at the claim how much is left.
public record Deadline(long atNanos) {

    public static Deadline in(Duration left, Ticker ticker) {
        return new Deadline(ticker.nanos() + left.toNanos());
    }

    /// Zero or negative once it has passed.
    public Duration left(Ticker ticker) {
        return Duration.ofNanos(atNanos - ticker.nanos());
    }
}
