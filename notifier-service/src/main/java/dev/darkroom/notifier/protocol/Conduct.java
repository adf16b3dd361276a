package dev.darkroom.notifier.protocol;

import java.time.Duration;

/// How a client has behaved: its messages in the current minute and its mistakes so far.
///
/// @param minuteBegan on the monotonic clock, nanoseconds
public record Conduct(long minuteBegan, int messages, int mistakes) {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    public static Conduct unblemished(long nanos) {
        return new Conduct(nanos, 0, 0);
    }

    public Conduct message(long nanos) {
        return nanos - minuteBegan >= MINUTE
                ? new Conduct(nanos, 1, mistakes)
                : new Conduct(minuteBegan, messages + 1, mistakes);
    }

    public Conduct mistake() {
        return new Conduct(minuteBegan, messages, mistakes + 1);
    }
}
