package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Ending;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/// Counts what the sessions send and how they end.
@Component
final class SessionMeters {

    private final MeterRegistry meters;
    private final Counter frames;
    private final Counter replayed;
    private final Timer delivery;

    SessionMeters(MeterRegistry meters) {
        this.meters = meters;
        this.frames = meters.counter("darkroom.notifier.frames.sent");
        this.replayed = meters.counter("darkroom.notifier.replayed");
        this.delivery = Timer.builder("darkroom.notifier.delivery")
                .description("from the event's own time to its frame on a live socket")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
    }

    void frame() {
        frames.increment();
    }

    void replayed() {
        replayed.increment();
    }

    /// A producer whose clock is ahead counts as no delay.
    void delivered(Duration age) {
        delivery.record(age.isNegative() ? Duration.ZERO : age);
    }

    void closed(int code) {
        meters.counter("darkroom.notifier.closes", "code", known(code) ? Integer.toString(code) : "other")
                .increment();
    }

    /// Clients choose their codes freely; the metric keeps to those with a meaning.
    private static boolean known(int code) {
        return (code >= 1000 && code <= 1015) || Arrays.stream(Ending.values()).anyMatch(e -> e.code() == code);
    }
}
