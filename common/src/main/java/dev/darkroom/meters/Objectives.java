package dev.darkroom.meters;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;

/// Timers whose buckets are what we promise ourselves. Buckets of several instances can be added;
/// percentiles that each computes for itself cannot.
public final class Objectives {

    private Objectives() {}

    /// @param millis the upper bounds, ascending
    public static Timer.Builder timer(String name, long... millis) {
        return Timer.builder(name)
                .serviceLevelObjectives(
                        Arrays.stream(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new));
    }
}
