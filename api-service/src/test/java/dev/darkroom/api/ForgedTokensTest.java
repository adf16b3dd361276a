package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.darkroom.testkit.RealParts;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Tokens an attacker may make, each refused with the same 401; and the one genuine token they are varied from.
@RealParts(kafka = false)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedTokensTest {

    private static final String PROTECTED = "/api/generation";

    @LocalServerPort
    private int port;

    @Autowired
    private Clock clock;

    @Test
    void the_genuine_token_that_the_forged_ones_are_varied_from_is_admitted() throws Exception {
        assertThat(get(signed(ours(), claims(UnaryOperator.identity()))).status())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void a_forged_token_is_refused_with_401_and_a_challenge(String what, String token) {
        var answer = get(token);

        assertThat(answer.status()).as(what).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text("code")).isEqualTo("UNAUTHENTICATED");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer realm=\"darkroom\", error=\"invalid_token\"");
    }

    Stream<Arguments> a_forged_token_is_refused_with_401_and_a_challenge() throws Exception {
        var now = clock.instant();
        var good = signed(ours(), claims(UnaryOperator.identity()));
        var parts = good.split("\\.", -1);
        var publicKey = ours().toECPublicKey().getEncoded();
        var strange = ecKey(TestSecrets.newKey(), ours().getKeyID());
        var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        return Stream.of(
                Arguments.of("alg none", new PlainJWT(claims(UnaryOperator.identity())).serialize()),
                Arguments.of("alg none with our signature behind it", header("none") + "." + parts[1] + "." + parts[2]),
                Arguments.of("alg NONE in capitals, no signature", header("NONE") + "." + parts[1] + "."),
                Arguments.of("no signature", parts[0] + "." + parts[1] + "."),
                Arguments.of("two parts only", parts[0] + "." + parts[1]),
                Arguments.of("HS256 with our public key as the secret", signed(hs256(), new MACSigner(publicKey))),
                Arguments.of(
                        "HS256 with our published x as the secret",
                        signed(hs256(), new MACSigner(ours().getX().decode()))),
                Arguments.of("RS256", signed(rs256(), new RSASSASigner(rsa.getPrivate()))),
                Arguments.of("another key under our kid", signed(strange, claims(UnaryOperator.identity()))),
                Arguments.of(
                        "another key under its own kid",
                        signed(ecKey(TestSecrets.newKey(), "mine"), claims(UnaryOperator.identity()))),
                Arguments.of("our key under another kid", signed(renamed(), claims(UnaryOperator.identity()))),
                Arguments.of("a key of its own in the header", withJwkInHeader(strange)),
                Arguments.of("claims changed after signing", parts[0] + "." + operator(parts[1]) + "." + parts[2]),
                Arguments.of("one bit of the signature changed", flipped(good)),
                Arguments.of("a signature of zeros", parts[0] + "." + parts[1] + "." + base64(new byte[64])),
                Arguments.of("another issuer", with(c -> c.issuer("https://evil.example"))),
                Arguments.of("no issuer", with(c -> c.issuer(null))),
                Arguments.of("another audience", with(c -> c.audience("somebody else"))),
                Arguments.of("no audience", with(c -> c.audience((String) null))),
                Arguments.of("expired", with(c -> c.expirationTime(Date.from(now.minusSeconds(60))))),
                Arguments.of("no expiry", with(c -> c.expirationTime(null))),
                Arguments.of("not valid yet", with(c -> c.notBeforeTime(Date.from(now.plusSeconds(300))))),
                Arguments.of("issued in the future", with(c -> c.issueTime(Date.from(now.plusSeconds(300))))),
                Arguments.of("no time of issue", with(c -> c.issueTime(null))),
                Arguments.of("no subject", with(c -> c.subject(null))),
                Arguments.of("an empty subject", with(c -> c.subject(""))),
                Arguments.of("a subject that is no UUID", with(c -> c.subject("admin"))),
                Arguments.of("a subject that Java alone takes for a UUID", with(c -> c.subject("1-1-1-1-1"))),
                Arguments.of("no session", with(c -> c.claim("sid", null))),
                Arguments.of("type JWT", typed(new JOSEObjectType("JWT"))),
                Arguments.of("no type", typed(null)),
                Arguments.of("no token at all", "x"),
                Arguments.of("dots only", ".."),
                Arguments.of("too long", "e" + "y".repeat(5000)));
    }

    @Test
    void without_a_token_the_challenge_names_no_error() {
        var answer = new ApiClient(port).get(PROTECTED);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"darkroom\"");
    }

    @Test
    void another_scheme_and_a_token_in_the_address_are_not_looked_at() throws Exception {
        var token = signed(ours(), claims(UnaryOperator.identity()));
        var api = new ApiClient(port);

        assertThat(api.get(PROTECTED, "Authorization", "Basic YTpi").status()).isEqualTo(401);
        assertThat(api.get(PROTECTED, "Authorization", token).status()).isEqualTo(401);
        assertThat(api.get(PROTECTED + "?access_token=" + token).status()).isEqualTo(401);
    }

    @Test
    void a_stale_token_does_not_stand_in_the_way_of_a_fresh_one() {
        var answer = new ApiClient(port)
                .post("/api/token", "{\"email\":\"nobody@example.org\"}", "Authorization", "Bearer stale");

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void the_role_in_the_token_decides_about_the_operators_pages() throws Exception {
        var api = new ApiClient(port);
        var user = signed(ours(), claims(UnaryOperator.identity()));
        var operator = with(c -> c.claim("roles", List.of("USER", "OPERATOR")));

        var refused = api.get("/api/ops/none", "Authorization", "Bearer " + user);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("FORBIDDEN");
        assertThat(api.get("/api/ops/none", "Authorization", "Bearer " + operator)
                        .status())
                .isEqualTo(404);
        assertThat(api.get("/api/ops/none").status()).isEqualTo(401);
    }

    private ApiClient.Answer get(String token) {
        return new ApiClient(port).get(PROTECTED, "Authorization", "Bearer " + token);
    }

    private static ECKey ours() throws Exception {
        return new ECKey.Builder(ecKey(TestSecrets.SIGNING_KEY, null))
                .keyIDFromThumbprint()
                .build();
    }

    private static ECKey renamed() throws Exception {
        return new ECKey.Builder(ours()).keyID("another").build();
    }

    private static ECKey ecKey(KeyPair pair, @Nullable String kid) {
        return new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                .privateKey((ECPrivateKey) pair.getPrivate())
                .keyID(kid)
                .build();
    }

    private String with(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        return signed(ours(), claims(change));
    }

    private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        Instant now = clock.instant();
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer("darkroom")
                        .audience("darkroom")
                        .subject(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .jwtID(UUID.randomUUID().toString())
                        .claim("sid", UUID.randomUUID().toString())
                        .claim("roles", List.of("USER")))
                .build();
    }

    private static String signed(ECKey key, JWTClaimsSet claims) throws Exception {
        var jwt = new SignedJWT(es256().keyID(key.getKeyID()).build(), claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    private String signed(JWSHeader header, JWSSigner signer) throws Exception {
        var jwt = new SignedJWT(header, claims(UnaryOperator.identity()));
        jwt.sign(signer);
        return jwt.serialize();
    }

    private String withJwkInHeader(ECKey key) throws Exception {
        return signed(es256().jwk(key.toPublicJWK()).build(), new ECDSASigner(key));
    }

    private String typed(@Nullable JOSEObjectType type) throws Exception {
        return signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(type)
                        .keyID(ours().getKeyID())
                        .build(),
                new ECDSASigner(ours()));
    }

    private static JWSHeader.Builder es256() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("at+jwt"));
    }

    private static JWSHeader hs256() throws Exception {
        return new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(ours().getKeyID())
                .build();
    }

    private static JWSHeader rs256() throws Exception {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(ours().getKeyID())
                .build();
    }

    private static String header(String algorithm) {
        return base64(("{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static String operator(String claims) {
        var text = new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8);
        var changed = text.replace("[\"USER\"]", "[\"USER\",\"OPERATOR\"]");
        assertThat(changed).isNotEqualTo(text);
        return base64(changed.getBytes(StandardCharsets.UTF_8));
    }

    private static String flipped(String token) {
        int dot = token.lastIndexOf('.');
        var signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        signature[10] ^= 1;
        return token.substring(0, dot + 1) + base64(signature);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
