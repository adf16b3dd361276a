package dev.darkroom.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/// Reads access tokens: RS256 and ES256 only, our type, issuer and audience, a subject that is an account's
/// id (RFC 8725). Keys come from one trusted source; what a token's header says about keys, other than
/// `kid`, is ignored.
final class AccessTokens {

    private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);

    private final NimbusJwtDecoder decoder;
    private final Clock clock;
    private final IdentitySettings settings;
    private volatile boolean keysSeen;

    AccessTokens(JWKSource<SecurityContext> keys, Clock clock, IdentitySettings settings) {
        this.clock = clock;
        this.settings = settings;
        var times = new JwtTimestampValidator(settings.leeway());
        times.setClock(clock);
        times.setAllowEmptyExpiryClaim(false);
        var type = new JwtTypeValidator(AccessTokenFormat.TYPE);
        this.decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                type, times, new JwtIssuerValidator(settings.issuer()), new JwtAudienceValidator(settings.audience())));
    }

    Caller read(String token) {
        try {
            var jwt = decoder.decode(token);
            keysSeen = true;
            return caller(jwt);
        } catch (BadJwtException invalid) {
            throw refused();
        } catch (JwtException keysAway) {
            if (keysSeen && manyUnknownKeys(keysAway)) {
                throw refused();
            }
            log.atWarn()
                    .addKeyValue("cause", keysAway.getMessage())
                    .log("no key to check tokens with; callers are asked to come back");
            throw new Problem(ProblemCode.UNAVAILABLE, "Tokens cannot be checked at the moment.");
        }
    }

    private Caller caller(Jwt jwt) {
        var issuedAt = jwt.getIssuedAt();
        var expiresAt = jwt.getExpiresAt();
        if (expiresAt == null || issuedAt == null || issuedAt.isAfter(latestBirth())) {
            throw refused();
        }
        return new Caller(
                uuid(jwt.getSubject()),
                roles(jwt),
                expiresAt,
                uuid(jwt.getClaims().get("sid")));
    }

    private Instant latestBirth() {
        return clock.instant().plus(settings.leeway());
    }

    /// `UUID.fromString` alone would take `1-1-1-1-1`.
    private static UUID uuid(@Nullable Object claim) {
        if (claim instanceof String text && text.length() == 36) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException malformed) {
                throw refused();
            }
        }
        throw refused();
    }

    /// Roles this build does not know give nothing.
    private static Set<Role> roles(Jwt jwt) {
        var roles = EnumSet.noneOf(Role.class);
        if (jwt.getClaims().get("roles") instanceof List<?> named) {
            for (var role : Role.values()) {
                if (named.contains(role.name())) {
                    roles.add(role);
                }
            }
        }
        return roles;
    }

    /// Somebody sends keys' names we do not know faster than we are willing to look for new ones.
    private static boolean manyUnknownKeys(Throwable thrown) {
        for (Throwable link = thrown; link != null; link = link.getCause()) {
            if (link instanceof RateLimitReachedException) {
                return true;
            }
        }
        return false;
    }

    private static BearerRefused refused() {
        return new BearerRefused("The token is not valid or has expired.");
    }
}
