package dev.darkroom.api.token;

import dev.darkroom.identity.AccessTokenFormat;
import dev.darkroom.identity.IdentitySettings;
import dev.darkroom.identity.Role;
import dev.darkroom.ids.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/// Signs access tokens.
final class AccessTokenMint implements OwnTokens {

    private final JwtEncoder encoder;
    private final SignatureAlgorithm algorithm;
    private final IdentitySettings identity;
    private final Duration life;
    private final Ids ids;
    private final Clock clock;

    AccessTokenMint(
            JwtEncoder encoder,
            SignatureAlgorithm algorithm,
            IdentitySettings identity,
            Duration life,
            Ids ids,
            Clock clock) {
        this.encoder = encoder;
        this.algorithm = algorithm;
        this.identity = identity;
        this.life = life;
        this.ids = ids;
        this.clock = clock;
    }

    Duration life() {
        return life;
    }

    @Override
    public String forAccount(UUID accountId) {
        return sign(accountId, ids.next(), Set.of(Role.USER));
    }

    /// @param sessionId the family of the refresh token that came with it
    String sign(UUID accountId, UUID sessionId, Set<Role> roles) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var header = JwsHeader.with(algorithm).type(AccessTokenFormat.TYPE).build();
        var claims = JwtClaimsSet.builder()
                .issuer(identity.issuer())
                .audience(List.of(identity.audience()))
                .subject(accountId.toString())
                .issuedAt(now)
                .expiresAt(now.plus(life))
                .id(ids.next().toString())
                .claim("sid", sessionId.toString())
                .claim("roles", roles.stream().sorted().map(Role::name).toList())
                .build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }
}
