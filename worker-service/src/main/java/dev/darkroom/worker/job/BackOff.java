package dev.darkroom.worker.job;

import java.time.Duration;

/// Exponential back-off with full jitter: anything between nothing and the doubled-up ceiling, so that calls which
/// failed together do not come back together.
///
/// @param first ceiling after the first attempt
/// @param multiplier from one ceiling to the next
/// @param longest no ceiling is higher
public record BackOff(Duration first, double multiplier, Duration longest) {

    public BackOff {
        if (!first.isPositive() || multiplier < 1 || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "a back-off needs a positive first delay, a multiplier of at least 1 and a longest delay after it");
        }
    }

    /// @param made attempts so far, at least 1
    public Duration after(int made, Chance chance) {
        var ceiling = Math.min((double) first.toNanos() * Math.pow(multiplier, made - 1.0), (double) longest.toNanos());
        return Duration.ofNanos((long) (ceiling * chance.next()));
    }
}
