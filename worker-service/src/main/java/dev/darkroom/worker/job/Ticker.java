package dev.darkroom.worker.job;

/// Monotonic time, for durations only: points in time are the database's.
@FunctionalInterface
public interface Ticker {

    /// Nanoseconds since some moment; only differences mean anything.
    long nanos();
}
