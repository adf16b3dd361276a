package dev.darkroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path folder;

    private Secrets secrets;

    @BeforeEach
    void open() {
        secrets = new Secrets(folder, new SecureRandom());
    }

    @Test
    void the_signing_key_is_an_rsa_key_of_2048_bits_that_stays_the_same() throws IOException, GeneralSecurityException {
        var pem = Files.readString(secrets.signingKeyFile());

        var body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        var key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        assertThat(key)
                .isInstanceOfSatisfying(
                        RSAPrivateCrtKey.class,
                        rsa -> assertThat(rsa.getModulus().bitLength()).isEqualTo(2048));
        assertThat(Files.readString(new Secrets(folder, new SecureRandom()).signingKeyFile()))
                .isEqualTo(pem);
    }

    @Test
    void the_image_url_secret_is_32_bytes() throws IOException {
        assertThat(Base64.getDecoder().decode(Files.readString(secrets.imageUrlSecretFile())))
                .hasSize(32);
    }

    @Test
    void the_webhook_key_is_32_bytes_of_its_own_that_stay_the_same() throws IOException {
        var key = Files.readString(secrets.webhookKeyFile());

        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
        assertThat(key).isNotEqualTo(Files.readString(secrets.imageUrlSecretFile()));
        assertThat(Files.readString(new Secrets(folder, new SecureRandom()).webhookKeyFile()))
                .isEqualTo(key);
    }

    @Test
    void nobody_else_can_read_them() throws IOException {
        for (var file : new Path[] {
            secrets.signingKeyFile(),
            secrets.imageUrlSecretFile(),
            secrets.webhookKeyFile(),
            secrets.passwordFile("demo")
        }) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void an_account_is_what_the_environment_says_else_a_kept_password() {
        var told = Accounts.from(
                Map.of("DARKROOM_OPERATOR_EMAIL", "op@example.org", "DARKROOM_OPERATOR_PASSWORD", "a long password"),
                secrets);

        assertThat(told.operator()).isEqualTo(new Accounts.Account("op@example.org", "a long password"));
        assertThat(told.demo().email()).isEqualTo("demo@darkroom.local");
        assertThat(told.demo().password()).hasSizeGreaterThanOrEqualTo(12).isEqualTo(secrets.password("demo"));
        assertThat(secrets.password("operator")).isNotEqualTo(secrets.password("demo"));
    }
}
