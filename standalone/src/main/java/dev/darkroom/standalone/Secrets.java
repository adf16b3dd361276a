package dev.darkroom.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Collectors;

/// Keys and passwords, each made once and kept in a file that only its owner can read.
final class Secrets {

    /// Without the letters and digits that look alike: people copy these by hand.
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    /// Of 32 letters each: 100 bits.
    private static final int PASSWORD_LENGTH = 20;

    private static final int RSA_BITS = 2048;

    private interface Making {
        String make() throws GeneralSecurityException;
    }

    private final Path folder;
    private final SecureRandom random;

    Secrets(Path folder, SecureRandom random) {
        this.folder = folder;
        this.random = random;
    }

    /// An RSA private key, PKCS#8 in PEM. Its signatures are checked eleven times faster than those of an EC key, and
    /// when everybody comes back at once, that is most of the work.
    Path signingKeyFile() {
        return kept("signing-key.pem", () -> {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS, random);
            var body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
            return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
        });
    }

    /// 32 random bytes in Base64.
    Path imageUrlSecretFile() {
        return kept("image-url-secret", this::randomBytes);
    }

    /// 32 random bytes in Base64. Without it, the secrets of webhooks that are stored open no more.
    Path webhookKeyFile() {
        return kept("webhook-key", this::randomBytes);
    }

    private String randomBytes() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    String password(String owner) {
        var file = passwordFile(owner);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CannotStart("cannot read " + file, e);
        }
    }

    Path passwordFile(String owner) {
        return kept(
                owner + "-password",
                () -> random.ints(PASSWORD_LENGTH, 0, LETTERS.length())
                        .mapToObj(i -> LETTERS.substring(i, i + 1))
                        .collect(Collectors.joining()));
    }

    /// Written whole or not at all: a start that is cut short leaves no half key behind.
    private synchronized Path kept(String name, Making making) {
        var file = folder.resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        try {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var draft = Files.createTempFile(folder, name, ".new", ownerOnly);
            Files.writeString(draft, making.make());
            return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | GeneralSecurityException e) {
            throw new CannotStart("cannot keep " + file, e);
        }
    }
}
