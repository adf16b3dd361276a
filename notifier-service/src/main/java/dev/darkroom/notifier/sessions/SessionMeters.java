package dev.darkroom.notifier.sessions;

import dev.darkroom.meters.Objectives;
import dev.darkroom.notifier.meters.MeterNames;
import dev.darkroom.notifier.protocol.Ending;
import dev.darkroom.notifier.protocol.Resume;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Counts how sessions begin, what they send and how they end.
@Component
final class SessionMeters {

    /// Clients choose their codes freely; the metric keeps to those with a meaning.
    private static final int OTHER = 0;

    private final MeterRegistry meters;
    private final Counter frames;
    private final Counter replayed;
    private final Timer delivery;
    private final Counter fromCursor;
    private final Counter fromUnacknowledged;
    private final Counter fromNothing;
    private final Map<Integer, Counter> closes = new ConcurrentHashMap<>();

    SessionMeters(MeterRegistry meters) {
        this.meters = meters;
        this.frames = meters.counter(MeterNames.FRAMES_SENT);
        this.replayed = meters.counter(MeterNames.REPLAYED);
        this.delivery = Objectives.timer(
                        MeterNames.DELIVERY, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
                .description("from the event's own time to its frame on a live session")
                .register(meters);
        this.fromCursor = meters.counter(MeterNames.RESUMES, "mode", "cursor");
        this.fromUnacknowledged = meters.counter(MeterNames.RESUMES, "mode", "unacknowledged");
        this.fromNothing = meters.counter(MeterNames.RESUMES, "mode", "gap");
        Arrays.stream(Ending.values()).forEach(ending -> closes(ending.code()));
    }

    void resumed(Resume from) {
        switch (from) {
            case Resume.FromCursor _ -> fromCursor.increment();
            case Resume.FromUnacknowledged _ -> fromUnacknowledged.increment();
            case Resume.FromNothing _ -> fromNothing.increment();
        }
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
        closes(known(code) ? code : OTHER).increment();
    }

    private Counter closes(int code) {
        return closes.computeIfAbsent(
                code, one -> meters.counter(MeterNames.CLOSES, "code", one == OTHER ? "other" : Integer.toString(one)));
    }

    private static boolean known(int code) {
        return (code >= 1000 && code <= 1015) || Arrays.stream(Ending.values()).anyMatch(e -> e.code() == code);
    }
}
