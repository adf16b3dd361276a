package dev.darkroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.testkit.SettableClock;
import dev.darkroom.web.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How a service that does not sign checks tokens, while the one that publishes the keys comes and goes.
class PublishedKeysTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final AtomicReference<String> published = new AtomicReference<>("");
    private final AtomicInteger fetches = new AtomicInteger();
    private HttpServer publisher;
    private AccessTokens tokens;

    @BeforeEach
    void aPublisher() throws IOException {
        publisher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        publisher.createContext("/", exchange -> {
            fetches.incrementAndGet();
            var body = published.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body.length == 0 ? 503 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        publisher.start();
        var address = URI.create("http://localhost:" + publisher.getAddress().getPort() + "/jwks.json");
        var settings = new IdentitySettings(
                "darkroom", "darkroom", Duration.ofSeconds(10), address, 100, Duration.ofSeconds(10));
        tokens = new AccessTokens(PublishedKeys.at(address), clock, settings);
    }

    @AfterEach
    void gone() {
        publisher.stop(0);
    }

    @Test
    void a_token_is_checked_with_the_published_key_which_is_fetched_once() throws Exception {
        var key = newKey();
        publish(key);
        var owner = UUID.randomUUID();

        for (int i = 0; i < 5; i++) {
            assertThat(tokens.read(token(key, owner)).ownerId()).isEqualTo(owner);
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void known_keys_go_on_serving_while_their_publisher_is_away() throws Exception {
        var key = newKey();
        publish(key);
        tokens.read(token(key, UUID.randomUUID()));

        publisher.stop(0);

        assertThat(tokens.read(token(key, UUID.randomUUID())).roles()).containsExactly(Role.USER);
        assertThatThrownBy(() -> tokens.read(token(newKey(), UUID.randomUUID())))
                .isInstanceOf(BearerRefused.class);
    }

    @Test
    void without_any_key_yet_callers_are_asked_to_come_back() throws Exception {
        var token = token(newKey(), UUID.randomUUID());

        assertThatThrownBy(() -> tokens.read(token))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).hasToString("UNAVAILABLE"));
    }

    @Test
    void a_new_key_is_found_when_a_token_names_it() throws Exception {
        var old = newKey();
        publish(old);
        tokens.read(token(old, UUID.randomUUID()));
        var next = newKey();
        publish(old, next);

        assertThat(tokens.read(token(next, UUID.randomUUID())).roles()).containsExactly(Role.USER);
    }

    @Test
    void a_flood_of_unknown_keys_does_not_become_a_flood_of_fetches() throws Exception {
        var key = newKey();
        publish(key);
        tokens.read(token(key, UUID.randomUUID()));

        for (int i = 0; i < 50; i++) {
            var stranger = token(newKey(), UUID.randomUUID());
            assertThatThrownBy(() -> tokens.read(stranger)).isInstanceOf(BearerRefused.class);
        }

        assertThat(fetches.get()).isLessThanOrEqualTo(3);
        assertThat(tokens.read(token(key, UUID.randomUUID())).roles()).containsExactly(Role.USER);
    }

    private void publish(ECKey... keys) {
        published.set(new JWKSet(List.<JWK>of(keys)).toString(true));
    }

    private static ECKey newKey() throws Exception {
        return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    }

    private String token(ECKey key, UUID owner) throws Exception {
        var now = clock.instant();
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType(AccessTokenFormat.TYPE))
                        .keyID(key.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer("darkroom")
                        .audience("darkroom")
                        .subject(owner.toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(900)))
                        .claim("sid", UUID.randomUUID().toString())
                        .claim("roles", List.of("USER", "A_ROLE_OF_TOMORROW"))
                        .build());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }
}
