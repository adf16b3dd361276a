package dev.darkroom.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Tokens that nobody should be let in with, each made from a good one.
///
/// @param good an access token
/// @param signingKey the file of the key that signed it
record Tokens(String good, Path signingKey) {

    private static final JsonMapper JSON = new JsonMapper();

    Map<String, String> bad() throws Exception {
        var bad = new LinkedHashMap<String, String>();
        bad.put("no token at all", "nonsense");
        bad.put("an API key nobody was given", "drk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        bad.put("expired", signed(header(), claims().put("exp", 1_700_000_000L).put("iat", 1_699_999_000L), ourKey()));
        bad.put("signed by another key", signed(header(), claims(), someKey()));
        bad.put("for another audience", signed(header(), claims().put("aud", "elsewhere"), ourKey()));
        bad.put("from another issuer", signed(header(), claims().put("iss", "elsewhere"), ourKey()));
        bad.put("claims changed", part(0) + "." + encoded(claims().put("sub", "someone")) + "." + part(2));
        bad.put("signature cut off", part(0) + "." + part(1) + ".");
        bad.put("alg none", encoded(header().put("alg", "none")) + "." + part(1) + ".");
        bad.put("alg NoNe", encoded(header().put("alg", "NoNe")) + "." + part(1) + "." + part(2));
        bad.put("HMAC with a key that everybody knows", hmac());
        bad.put("very long", "e" + "yJ".repeat(3000) + ".e30.e30");
        return bad;
    }

    /// A good one of somebody who has no account: services ask only the token who it is.
    String inTheNameOf(UUID owner) throws Exception {
        return signed(
                header(),
                claims().put("sub", owner.toString())
                        .put("sid", UUID.randomUUID().toString()),
                ourKey());
    }

    private ObjectNode header() {
        return decoded(0);
    }

    private ObjectNode claims() {
        return decoded(1);
    }

    private String part(int index) {
        return Pattern.compile("\\.").split(good, -1)[index];
    }

    private ObjectNode decoded(int index) {
        return (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(part(index)));
    }

    private static String encoded(ObjectNode json) {
        return encoded(json.toString().getBytes(UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String signed(ObjectNode header, ObjectNode claims, PrivateKey key) throws GeneralSecurityException {
        var content = encoded(header) + "." + encoded(claims);
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(content.getBytes(UTF_8));
        return content + "." + encoded(signature.sign());
    }

    private String hmac() throws GeneralSecurityException {
        var content = encoded(header().put("alg", "HS256")) + "." + part(1);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(header().path("kid").asString("none").getBytes(UTF_8), "HmacSHA256"));
        return content + "." + encoded(mac.doFinal(content.getBytes(UTF_8)));
    }

    private PrivateKey ourKey() throws Exception {
        var pem = Files.readString(signingKey).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
    }

    private static PrivateKey someKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        return generator.generateKeyPair().getPrivate();
    }
}
