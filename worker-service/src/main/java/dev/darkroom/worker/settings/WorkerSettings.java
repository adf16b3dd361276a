package dev.darkroom.worker.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param maxInFlight most jobs held at once, from claim to committed outcome
/// @param stopPatience how long a stopping worker lets calls in hand finish before it gives them back
/// @param ai the AI server
/// @param images what counts as a picture, and where it is kept
/// @param retry when a failed attempt is followed by another
/// @param lease how this worker shows that it lives
/// @param sweep how lost records are found
@ConfigurationProperties("darkroom.worker")
public record WorkerSettings(
        @DefaultValue("64") int maxInFlight,
        @DefaultValue("20s") Duration stopPatience,
        AiSettings ai,
        ImageSettings images,
        @DefaultValue RetrySettings retry,
        @DefaultValue LeaseSettings lease,
        @DefaultValue SweepSettings sweep) {

    public WorkerSettings {
        if (maxInFlight < 1 || maxInFlight > 10_000) {
            throw new IllegalArgumentException("darkroom.worker.max-in-flight must be 1..10000, is " + maxInFlight);
        }
        if (stopPatience.isNegative()) {
            throw new IllegalArgumentException("darkroom.worker.stop-patience cannot be negative");
        }
    }

    /// Most records of one poll: an eighth of what may be in flight, so that the pause between polls is short, and at
    /// most 50, so that one claim stays a matter of a few milliseconds.
    public int poll() {
        return Math.clamp(maxInFlight / 8, 1, 50);
    }
}
