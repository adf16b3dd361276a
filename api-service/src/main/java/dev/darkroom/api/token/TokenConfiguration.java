package dev.darkroom.api.token;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.darkroom.api.revoke.Revocations;
import dev.darkroom.identity.IdentitySettings;
import dev.darkroom.ids.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenSettings.class)
class TokenConfiguration {

    @Bean
    SigningKey signingKey(TokenSettings settings) {
        return SigningKey.read(settings.signingKey());
    }

    /// What tokens are verified with here: our own key, without asking ourselves over HTTP.
    @Bean
    JWKSource<SecurityContext> publicKeys(SigningKey key) {
        return new ImmutableJWKSet<>(new JWKSet(key.jwk().toPublicJWK()));
    }

    @Bean
    AccessTokenMint accessTokenMint(
            SigningKey key, IdentitySettings identity, TokenSettings settings, Ids ids, Clock clock) {
        var encoder = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key.jwk())));
        return new AccessTokenMint(encoder, key.algorithm(), identity, settings.accessLife(), ids, clock);
    }

    @Bean
    RefreshTokens refreshTokens(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Revocations revocations,
            Ids ids,
            SecureRandom random,
            TokenSettings settings) {
        return new RefreshTokens(jdbc, transaction, revocations, ids, random, settings.refreshLife());
    }
}
