package dev.darkroom.api.token;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long what we issue lives.
///
/// @param signingKey PEM, see [SigningKey]
/// @param accessLife of an access token; cannot be revoked, so at most 15 minutes
/// @param refreshLife of a refresh token; each one that replaces it starts anew
@ConfigurationProperties("darkroom.tokens")
record TokenSettings(
        @DefaultValue("") String signingKey,
        @DefaultValue("15m") Duration accessLife,
        @DefaultValue("30d") Duration refreshLife) {

    TokenSettings {
        if (accessLife.compareTo(Duration.ofSeconds(1)) < 0 || accessLife.compareTo(Duration.ofMinutes(15)) > 0) {
            throw new IllegalArgumentException("darkroom.tokens.access-life must be 1s to 15m");
        }
        if (refreshLife.compareTo(accessLife) < 0) {
            throw new IllegalArgumentException("darkroom.tokens.refresh-life must not be below access-life");
        }
    }

    @Override
    public String toString() {
        return "TokenSettings[" + accessLife + ", " + refreshLife + "]";
    }
}
