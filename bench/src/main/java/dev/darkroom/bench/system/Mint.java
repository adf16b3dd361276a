package dev.darkroom.bench.system;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.darkroom.bench.arguments.LoopbackAddress;
import dev.darkroom.bench.arguments.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Signs access tokens for owners that never signed up: with Argon2id, ten thousand accounts would take longer than
/// what is measured, and the notifier knows owners by their tokens only. The key is that of a system of one's own.
public final class Mint {

    private static final JsonMapper JSON = new JsonMapper();

    /// As long as a real one, which is why no run may last longer.
    private static final long LIFE_SECONDS = 900;

    private final PrivateKey key;
    private final String keyId;
    private final InstantSource clock;
    private final RandomGenerator chance;

    private Mint(PrivateKey key, String keyId, InstantSource clock, RandomGenerator chance) {
        this.key = key;
        this.keyId = keyId;
        this.clock = clock;
        this.chance = chance;
    }

    /// @param api publishes the key's name
    /// @param keyFile as `./run` writes it: PKCS#8 in PEM
    public static Mint of(LoopbackAddress api, String keyFile, InstantSource clock, RandomGenerator chance)
            throws InterruptedException {
        return new Mint(key(Path.of(keyFile)), keyId(api), clock, chance);
    }

    private static PrivateKey key(Path file) {
        try {
            var body = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new Refusal("there is no signing key in %s: --signing-key-file names it".formatted(file));
        }
    }

    private static String keyId(LoopbackAddress api) throws InterruptedException {
        return Json.ask("GET", api.at("/.well-known/jwks.json"), Map.of())
                .path("keys")
                .path(0)
                .path("kid")
                .asString("");
    }

    public UUID owner() {
        // version 4 and its variant
        return new UUID((chance.nextLong() & ~0xf000L) | 0x4000L, (chance.nextLong() >>> 2) | Long.MIN_VALUE);
    }

    public String token(UUID owner) {
        var now = clock.instant();
        var content =
                encoded(Map.of("alg", "RS256", "typ", "at+jwt", "kid", keyId)) + "." + encoded(claims(owner, now));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(US_ASCII));
            return content + "." + encoded(signature.sign());
        } catch (GeneralSecurityException noRsaKey) {
            throw new Refusal("the signing key does not sign: " + noRsaKey.getMessage());
        }
    }

    private Map<String, Object> claims(UUID owner, Instant now) {
        return Map.of(
                "iss",
                "darkroom",
                "aud",
                "darkroom",
                "sub",
                owner.toString(),
                "sid",
                owner().toString(),
                "jti",
                owner().toString(),
                "roles",
                List.of("USER"),
                "iat",
                now.getEpochSecond(),
                "exp",
                now.getEpochSecond() + LIFE_SECONDS);
    }

    private static String encoded(Map<String, ?> json) {
        return encoded(JSON.writeValueAsBytes(json));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
