package dev.darkroom.api.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.settings.SettingRefused;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/// Which keys may sign.
class SigningKeyTest {

    @Test
    void an_rsa_key_signs_rs256_and_publishes_its_public_half() throws Exception {
        var pair = rsa(2048);

        var key = SigningKey.read(pem(pair));

        assertThat(key.algorithm()).isEqualTo(SignatureAlgorithm.RS256);
        assertThat(key.jwk().toPublicJWK().toRSAKey().toPublicKey()).isEqualTo(pair.getPublic());
        assertThat(key.jwk().getKeyID()).isEqualTo(key.jwk().computeThumbprint().toString());
    }

    @Test
    void an_ec_key_signs_es256_and_publishes_its_public_half() throws Exception {
        var pair = ec("secp256r1");

        var key = SigningKey.read(pem(pair));

        assertThat(key.algorithm()).isEqualTo(SignatureAlgorithm.ES256);
        assertThat(key.jwk().toPublicJWK().toECKey().toPublicKey()).isEqualTo(pair.getPublic());
    }

    @ParameterizedTest
    @CsvSource({"RSA, 1024", "EC, secp384r1"})
    void a_weak_or_strange_key_is_refused_with_the_command_that_makes_a_good_one(String kind, String size)
            throws Exception {
        var unfit = pem(kind.equals("RSA") ? rsa(Integer.parseInt(size)) : ec(size));

        assertThatThrownBy(() -> SigningKey.read(unfit))
                .isInstanceOf(SettingRefused.class)
                .hasMessageStartingWith("DARKROOM_SIGNING_KEY is neither an RSA key of 2048 bits");
    }

    @Test
    void a_key_does_not_tell_its_secret_when_it_is_written_down() throws Exception {
        var key = SigningKey.read(pem(rsa(2048)));

        assertThat(key).hasToString("SigningKey[" + key.jwk().getKeyID() + "]");
    }

    private static KeyPair rsa(int bits) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static KeyPair ec(String curve) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
