package dev.darkroom.api.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.darkroom.settings.SettingRefused;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/// The key that signs access tokens: RSA of 2,048 bits or more, or EC on P-256, as PKCS#8 in PEM. Its public half is
/// computed, its name is its RFC 7638 thumbprint, so every instance that has the key publishes the same.
///
/// @param jwk with the private part
record SigningKey(JWK jwk, SignatureAlgorithm algorithm) {

    /// Less is within reach of those who would pay for it (NIST SP 800-131A).
    private static final int LEAST_RSA_BITS = 2048;

    private static final String HOW = "Make one with: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048"
            + " -out signing-key.pem and set DARKROOM_SIGNING_KEY_FILE to its path (or DARKROOM_SIGNING_KEY to its"
            + " text).";

    /// @throws SettingRefused when there is no such key in `pem`
    static SigningKey read(String pem) {
        if (pem.isBlank()) {
            throw new SettingRefused("There is no signing key, so no token could be issued.", HOW);
        }
        try {
            var der = new PKCS8EncodedKeySpec(der(pem));
            try {
                return rsa((RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(der));
            } catch (InvalidKeySpecException notRsa) {
                return ec((ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(der));
            }
        } catch (GeneralSecurityException
                | JOSEException
                | ClassCastException
                | IllegalArgumentException
                | IllegalStateException unfit) {
            throw new SettingRefused(
                    "DARKROOM_SIGNING_KEY is neither an RSA key of 2048 bits or more nor an EC key on P-256, as PKCS#8"
                            + " (BEGIN PRIVATE KEY).",
                    HOW);
        }
    }

    private static byte[] der(String pem) {
        var body = pem.replace("\\n", "\n")
                .replace("-----BEGIN PRIVATE KEY-----", "")
                .replace("-----END PRIVATE KEY-----", "")
                .replaceAll("\\s", "");
        return Base64.getDecoder().decode(body);
    }

    private static SigningKey rsa(RSAPrivateCrtKey secret) throws GeneralSecurityException, JOSEException {
        if (secret.getModulus().bitLength() < LEAST_RSA_BITS) {
            throw new IllegalArgumentException("too short");
        }
        var open = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
        return new SigningKey(
                new RSAKey.Builder((RSAPublicKey) open)
                        .privateKey(secret)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.RS256)
                        .keyIDFromThumbprint()
                        .build(),
                SignatureAlgorithm.RS256);
    }

    private static SigningKey ec(ECPrivateKey secret) throws GeneralSecurityException, JOSEException {
        return new SigningKey(
                new ECKey.Builder(Curve.P_256, publicHalf(secret))
                        .privateKey(secret)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.ES256)
                        .keyIDFromThumbprint()
                        .build(),
                SignatureAlgorithm.ES256);
    }

    /// The point `s·G`. A key on another curve gives a point that is not on P-256, which the builder refuses.
    private static ECPublicKey publicHalf(ECPrivateKey secret) throws GeneralSecurityException {
        var curve = CustomNamedCurves.getByName("P-256");
        if (secret.getParams().getCurve().getField().getFieldSize() != 256
                || !secret.getParams().getOrder().equals(curve.getN())
                || secret.getS().signum() < 1
                || secret.getS().compareTo(curve.getN()) >= 0) {
            throw new IllegalArgumentException("not on P-256");
        }
        var point = new FixedPointCombMultiplier()
                .multiply(curve.getG(), secret.getS())
                .normalize();
        var affine = new ECPoint(
                point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
        return (ECPublicKey)
                KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(affine, secret.getParams()));
    }

    @Override
    public String toString() {
        return "SigningKey[" + jwk.getKeyID() + "]";
    }
}
