package dev.darkroom.identity;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How bearer tokens are checked.
///
/// @param issuer the `iss` a token must carry
/// @param audience the `aud` a token must carry
/// @param leeway how far the clocks of two machines may be apart
/// @param jwksUri where api-service publishes its keys; api-service itself has none
/// @param rememberedTokens most verified tokens kept in memory, each until it expires
/// @param keyRemembered how long an API key is trusted without asking the database again
@ConfigurationProperties("darkroom.identity")
public record IdentitySettings(
        @DefaultValue("darkroom") String issuer,
        @DefaultValue("darkroom") String audience,
        @DefaultValue("10s") Duration leeway,
        @Nullable URI jwksUri,
        @DefaultValue("20000") int rememberedTokens,
        @DefaultValue("10s") Duration keyRemembered) {

    public IdentitySettings {
        if (leeway.isNegative() || leeway.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException("darkroom.identity.leeway must be 0s to 30s");
        }
        if (keyRemembered.isNegative() || keyRemembered.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("darkroom.identity.key-remembered must be 0s to 10s");
        }
        if (rememberedTokens < 1) {
            throw new IllegalArgumentException("darkroom.identity.remembered-tokens must be at least 1");
        }
    }
}
