package dev.darkroom.notifier.doors;

import java.time.Duration;
import java.util.Optional;

/// A bucket that fills at a steady rate and holds what one second brings.
///
/// @param tokens as they were at `nanos`
/// @param nanos on the monotonic clock
record Bucket(int perSecond, double tokens, long nanos) {

    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    static Bucket full(int perSecond, long nanos) {
        return new Bucket(perSecond, perSecond, nanos);
    }

    /// The bucket without one token, or nothing when there is none.
    Optional<Bucket> take(long now) {
        var held = Math.min(perSecond, tokens + (now - nanos) / SECOND * perSecond);
        return held < 1 ? Optional.empty() : Optional.of(new Bucket(perSecond, held - 1, now));
    }
}
