package dev.darkroom.notifier.webhook;

import java.util.Base64;
import java.util.random.RandomGenerator;

/// The secrets of Standard Webhooks: `whsec_` and 24 to 64 random bytes in Base64.
public final class SigningSecret {

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    private SigningSecret() {}

    /// @param random unpredictable, as from `SecureRandom`
    static String make(RandomGenerator random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /// The bytes that sign.
    public static byte[] bytes(String secret) {
        return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    }
}
