package dev.darkroom.worker.settings;

import dev.darkroom.worker.job.BackOff;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// When a failed attempt is followed by another. How many there may be is the generation's own `attempts_max`.
///
/// @param firstDelay most that is waited after the first attempt
/// @param multiplier from one delay to the next
/// @param longestDelay where that ends
public record RetrySettings(
        @DefaultValue("1s") Duration firstDelay,
        @DefaultValue("2") double multiplier,
        @DefaultValue("60s") Duration longestDelay) {

    public RetrySettings {
        if (!firstDelay.isPositive() || multiplier < 1 || longestDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException("darkroom.worker.retry needs a positive first-delay, a multiplier of at"
                    + " least 1 and a longest-delay that is not shorter");
        }
    }

    public BackOff backOff() {
        return new BackOff(firstDelay, multiplier, longestDelay);
    }
}
