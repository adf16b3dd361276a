package dev.darkroom.notifier.webhook.delivery;

import dev.darkroom.meters.Objectives;
import dev.darkroom.meters.Tally;
import dev.darkroom.notifier.meters.MeterNames;
import dev.darkroom.notifier.webhook.Attempt;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Counts and times what comes of attempts.
final class DeliveryMeters {

    private enum Outcome {
        DELIVERED,
        AGAIN,
        POSTPONED,
        FAILED,
        GONE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Tally<Outcome> attempts;
    private final Map<Outcome, Timer> durations = new EnumMap<>(Outcome.class);

    DeliveryMeters(MeterRegistry meters) {
        this.attempts = new Tally<>(
                Outcome.class, outcome -> meters.counter(MeterNames.WEBHOOK_ATTEMPTS, "outcome", outcome.label()));
        for (var outcome : Outcome.values()) {
            durations.put(
                    outcome,
                    Objectives.timer(MeterNames.WEBHOOK_DURATION, 50, 100, 250, 500, 1_000, 2_500, 5_000, 15_000)
                            .description("how long an attempt took, look-up and connection included")
                            .tag("outcome", outcome.label())
                            .register(meters));
        }
    }

    void count(Attempt attempt, Verdict verdict) {
        var outcome = switch (verdict) {
            case Verdict.Delivered _ -> Outcome.DELIVERED;
            case Verdict.Again _ -> Outcome.AGAIN;
            case Verdict.Postponed _ -> Outcome.POSTPONED;
            case Verdict.Failed _, Verdict.Lapsed _ -> Outcome.FAILED;
            case Verdict.Gone _ -> Outcome.GONE;
        };
        attempts.count(outcome);
        Objects.requireNonNull(durations.get(outcome)).record(Duration.ofMillis(attempt.durationMillis()));
    }
}
