package dev.darkroom.api.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import dev.darkroom.settings.SettingRefused;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/// The key that signs access tokens: an EC key on P-256, as PKCS#8 in PEM. Its public half is computed, its name is its
/// RFC 7638 thumbprint, so every instance that has the key publishes the same.
///
/// @param jwk with the private part
record SigningKey(ECKey jwk) {

    private static final String HOW =
            "Make one with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out signing-key.pem"
                    + " and set DARKROOM_SIGNING_KEY_FILE to its path (or DARKROOM_SIGNING_KEY to its text).";

    /// @throws SettingRefused when there is no such key in `pem`
    static SigningKey read(String pem) {
        if (pem.isBlank()) {
            throw new SettingRefused("There is no signing key, so no token could be issued.", HOW);
        }
        try {
            var secret = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der(pem)));
            return new SigningKey(new ECKey.Builder(Curve.P_256, publicHalf(secret))
                    .privateKey(secret)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint()
                    .build());
        } catch (GeneralSecurityException | JOSEException | IllegalArgumentException | IllegalStateException unfit) {
            throw new SettingRefused("DARKROOM_SIGNING_KEY is no EC key on P-256 as PKCS#8 (BEGIN PRIVATE KEY).", HOW);
        }
    }

    private static byte[] der(String pem) {
        var body = pem.replace("\\n", "\n")
                .replace("-----BEGIN PRIVATE KEY-----", "")
                .replace("-----END PRIVATE KEY-----", "")
                .replaceAll("\\s", "");
        return Base64.getDecoder().decode(body);
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
