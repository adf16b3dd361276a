package dev.darkroom.docs;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ops/make-env`, the first command of a deployment.
class MakeEnvTest {

    @TempDir
    Path folder;

    @Test
    void it_makes_every_secret_once_and_keeps_what_is_there() throws Exception {
        Programs.find("openssl");
        var file = folder.resolve("env");

        var made = made(file);

        assertThat(made)
                .containsEntry("DARKROOM_URL", "http://localhost:8080")
                .containsEntry("DARKROOM_CORS_ORIGINS", "")
                .containsEntry("DARKROOM_AI_API_KEY", "");
        assertThat(made.getOrDefault("DARKROOM_OPERATOR_PASSWORD", "")).hasSizeBetween(12, 128);
        assertThat(Base64.getDecoder().decode(made.getOrDefault("DARKROOM_WEBHOOK_KEY", "")))
                .hasSize(32);
        assertThat(signingKey(made.getOrDefault("DARKROOM_SIGNING_KEY", ""))
                        .getModulus()
                        .bitLength())
                .isEqualTo(2048);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        Files.writeString(file, Files.readString(file).replaceFirst("GRAFANA_PASSWORD=.*", "GRAFANA_PASSWORD="));
        var again = made(file);
        assertThat(again.remove("GRAFANA_PASSWORD")).isNotEmpty().isNotEqualTo(made.remove("GRAFANA_PASSWORD"));
        assertThat(again).isEqualTo(made);
    }

    private static Map<String, String> made(Path file) throws IOException, InterruptedException {
        var making = new ProcessBuilder(
                        SourceTree.find().home().resolve("ops/make-env").toString(), file.toString())
                .inheritIO()
                .start();
        assertThat(making.waitFor()).isZero();
        return Files.readAllLines(file).stream()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .map(line -> line.split("=", 2))
                .collect(toMap(line -> line[0], line -> line[1]));
    }

    /// In one line, since a line of the file has no other.
    private static RSAPrivateCrtKey signingKey(String pem) throws Exception {
        var body = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "");
        return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    }
}
