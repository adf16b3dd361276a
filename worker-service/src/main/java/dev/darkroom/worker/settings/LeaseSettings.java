package dev.darkroom.worker.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param beatEvery how often a worker says that it lives
/// @param lasts how long it may be silent before others take its jobs; the same on every worker
public record LeaseSettings(
        @DefaultValue("2s") Duration beatEvery,
        @DefaultValue("10s") Duration lasts) {

    public LeaseSettings {
        if (!beatEvery.isPositive() || lasts.compareTo(beatEvery.multipliedBy(3)) < 0) {
            throw new IllegalArgumentException("darkroom.worker.lease must outlast three beats");
        }
    }
}
