package dev.darkroom.worker.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param every how often to look
/// @param batch most generations of one look
/// @param firstWait after the first re-publication; doubles with each that follows
/// @param longestWait where the doubling ends
public record SweepSettings(
        @DefaultValue("5s") Duration every,
        @DefaultValue("500") int batch,
        @DefaultValue("120s") Duration firstWait,
        @DefaultValue("15m") Duration longestWait) {

    public SweepSettings {
        if (!every.isPositive() || batch < 1 || !firstWait.isPositive() || longestWait.compareTo(firstWait) < 0) {
            throw new IllegalArgumentException(
                    "darkroom.worker.sweep needs a positive interval, batch and waits, the longest last");
        }
    }
}
