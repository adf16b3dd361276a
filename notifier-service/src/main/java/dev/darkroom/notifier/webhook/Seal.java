package dev.darkroom.notifier.webhook;

import dev.darkroom.settings.SettingRefused;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals secrets for the database: AES-256-GCM, a nonce for each, bound to the webhook's id, so that a sealed secret
/// copied to another row opens nothing.
public final class Seal {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String HOW = "Make one with: openssl rand -base64 32"
            + " and set DARKROOM_WEBHOOK_KEY (or DARKROOM_WEBHOOK_KEY_FILE to the path of a file that holds it)."
            + " Every instance of notifier-service needs the same one.";

    private final SecretKey key;
    private final RandomGenerator random;

    private Seal(SecretKey key, RandomGenerator random) {
        this.key = key;
        this.random = random;
    }

    /// @param random unpredictable, as from `SecureRandom`
    /// @throws SettingRefused when `base64` is not 32 bytes
    public static Seal of(String base64, RandomGenerator random) {
        if (base64.isBlank()) {
            throw new SettingRefused("There is no key to seal the secrets of webhooks with.", HOW);
        }
        try {
            var bytes = Base64.getDecoder().decode(base64.strip());
            if (bytes.length == KEY_BYTES) {
                return new Seal(new SecretKeySpec(bytes, "AES"), random);
            }
        } catch (IllegalArgumentException noBase64) {
            // refused below, as a key of the wrong length
        }
        throw new SettingRefused("DARKROOM_WEBHOOK_KEY is not 32 bytes in Base64.", HOW);
    }

    byte[] close(UUID webhookId, String secret) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var sealed = run(Cipher.ENCRYPT_MODE, webhookId, nonce, secret.getBytes(StandardCharsets.US_ASCII));
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /// @throws IllegalStateException when it was sealed for another webhook or with another key
    public String open(UUID webhookId, byte[] sealed) {
        var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        var opened = run(Cipher.DECRYPT_MODE, webhookId, nonce, Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length));
        return new String(opened, StandardCharsets.US_ASCII);
    }

    private byte[] run(int mode, UUID webhookId, byte[] nonce, byte[] text) {
        try {
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(ByteBuffer.allocate(16)
                    .putLong(webhookId.getMostSignificantBits())
                    .putLong(webhookId.getLeastSignificantBits())
                    .flip());
            return cipher.doFinal(text);
        } catch (GeneralSecurityException unfit) {
            throw new IllegalStateException("the secret of webhook " + webhookId + " does not open", unfit);
        }
    }
}
