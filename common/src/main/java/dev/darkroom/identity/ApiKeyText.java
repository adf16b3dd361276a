package dev.darkroom.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/// The text of an API key: `drk_`, 30 random characters of base 62 (178 bits), and a checksum of 6, so that a typing
/// error or a made-up key is refused without asking the database, and secret scanners find leaked ones.
public final class ApiKeyText {

    private static final String PREFIX = "drk_";
    private static final int RANDOM = 30;
    private static final int CHECKSUM = 6;
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private ApiKeyText() {}

    /// A new key.
    ///
    /// @param random must be cryptographically strong
    public static String make(RandomGenerator random) {
        var text = new StringBuilder(PREFIX.length() + RANDOM + CHECKSUM).append(PREFIX);
        for (int i = 0; i < RANDOM; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.append(checksum(text)).toString();
    }

    /// What is stored in its place. The key has too many bits to be guessed, so a plain hash is enough.
    public static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    static boolean looksLikeOne(String bearer) {
        return bearer.startsWith(PREFIX);
    }

    static boolean intact(String key) {
        int body = PREFIX.length() + RANDOM;
        if (key.length() != body + CHECKSUM) {
            return false;
        }
        for (int i = PREFIX.length(); i < body; i++) {
            if (ALPHABET.indexOf(key.charAt(i)) < 0) {
                return false;
            }
        }
        return checksum(key.subSequence(0, body)).contentEquals(key.subSequence(body, key.length()));
    }

    private static String checksum(CharSequence text) {
        var crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        var rest = crc.getValue();
        var digits = new char[CHECKSUM];
        for (int i = CHECKSUM - 1; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(digits);
    }
}
