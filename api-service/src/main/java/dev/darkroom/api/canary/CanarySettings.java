package dev.darkroom.api.canary;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param every from one look to the next; zero switches the canary off
/// @param url where it finds the API; empty for this very instance
/// @param patience how long a picture may take to be seen; then the generation is cancelled
@ConfigurationProperties("darkroom.canary")
record CanarySettings(Duration every, String url, Duration patience) {

    CanarySettings {
        if (every.isNegative() || (every.isPositive() && every.toMillis() < 1_000)) {
            throw new IllegalArgumentException("darkroom.canary.every must be 0s, or 1s and longer");
        }
        if (!patience.isPositive()) {
            throw new IllegalArgumentException("darkroom.canary.patience must be positive");
        }
    }
}
