package dev.darkroom.api.canary;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// What the canary saw, in numbers.
final class CanaryMeters {

    private final MeterRegistry meters;
    private final Clock clock;
    private final AtomicLong lastSuccess = new AtomicLong();

    CanaryMeters(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /// Shows all of them at once, so that where they are absent the canary is off.
    void begin(Duration every) {
        lastSuccess.set(clock.instant().getEpochSecond());
        for (var outcome : Outcome.values()) {
            looks(outcome);
        }
        duration();
        Gauge.builder("darkroom.canary.last.success.timestamp", lastSuccess, AtomicLong::get)
                .baseUnit("seconds")
                .description("when this instance last saw a picture, or began to look; seconds since 1970")
                .register(meters);
        Gauge.builder("darkroom.canary.period", every, Duration::toSeconds)
                .strongReference(true)
                .baseUnit("seconds")
                .description("from one look to the next")
                .register(meters);
    }

    /// A look begins.
    Timer.Sample look() {
        return Timer.start(meters);
    }

    void count(Outcome outcome, Timer.Sample look) {
        looks(outcome).increment();
        if (outcome == Outcome.SEEN) {
            look.stop(duration());
            lastSuccess.set(clock.instant().getEpochSecond());
        }
    }

    private Counter looks(Outcome outcome) {
        return meters.counter("darkroom.canary.looks", "outcome", outcome.label());
    }

    private Timer duration() {
        return Timer.builder("darkroom.canary.duration")
                .description("from the order to the picture's bytes, of those that were seen")
                .serviceLevelObjectives(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(45))
                .register(meters);
    }
}
