package dev.darkroom.api;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Gives every test context the secrets that an installation must have, made anew for each JVM.
final class TestSecrets implements EnvironmentPostProcessor {

    static final KeyPair SIGNING_KEY = newKey();
    private static final Map<String, Object> SECRETS = Map.of(
            "DARKROOM_SIGNING_KEY", pem(SIGNING_KEY),
            "DARKROOM_IMAGE_URL_SECRET", Base64.getEncoder().encodeToString(SecureRandom.getSeed(32)));

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource("testSecrets", SECRETS));
    }

    static KeyPair newKey() {
        try {
            var keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(256);
            return keys.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String pem(KeyPair key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
