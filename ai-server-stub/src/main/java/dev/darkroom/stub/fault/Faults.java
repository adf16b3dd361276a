package dev.darkroom.stub.fault;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The faults in force.
///
/// @param slowest inclusive
/// @param errorRate the share of calls answered with `status`, 0 to 1, while `mode` is none
/// @param status 400 to 599
public record Faults(
        Duration fastest,
        Duration slowest,
        double errorRate,
        int status,
        Optional<Integer> retryAfterSeconds,
        Mode mode) {

    /// As slow as a quick picture model, and well behaved.
    public static final Faults DEFAULT =
            new Faults(Duration.ofMillis(300), Duration.ofMillis(900), 0, 500, Optional.empty(), Mode.NONE);

    /// Chance decides the latency within its range, and whether an error rate strikes.
    public Verdict decide(RandomGenerator chance) {
        var latency = Duration.ofMillis(chance.nextLong(fastest.toMillis(), slowest.toMillis() + 1));
        if (mode != Mode.NONE) {
            return new Verdict(latency, new Outcome.Misbehave(mode));
        }
        if (chance.nextDouble() < errorRate) {
            return new Verdict(latency, new Outcome.Refuse(status, retryAfterSeconds));
        }
        return new Verdict(latency, new Outcome.Behave());
    }

    /// As `PUT /faults` takes them.
    public Map<String, @Nullable Object> wire() {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("latencyMillis", new long[] {fastest.toMillis(), slowest.toMillis()});
        fields.put("errorRate", errorRate);
        fields.put("status", status);
        fields.put("retryAfterSeconds", retryAfterSeconds.orElse(null));
        fields.put("mode", mode.word());
        return fields;
    }

    Faults withLatency(Duration from, Duration to) {
        return new Faults(from, to, errorRate, status, retryAfterSeconds, mode);
    }

    Faults withErrorRate(double rate) {
        return new Faults(fastest, slowest, rate, status, retryAfterSeconds, mode);
    }

    Faults withStatus(int newStatus) {
        return new Faults(fastest, slowest, errorRate, newStatus, retryAfterSeconds, mode);
    }

    Faults withRetryAfter(Optional<Integer> seconds) {
        return new Faults(fastest, slowest, errorRate, status, seconds, mode);
    }

    Faults withMode(Mode newMode) {
        return new Faults(fastest, slowest, errorRate, status, retryAfterSeconds, newMode);
    }
}
