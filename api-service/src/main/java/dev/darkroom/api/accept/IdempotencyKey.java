package dev.darkroom.api.accept;

import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The client's own name for one POST: however often it is sent, one generation comes of it.
///
/// @param value 1..255 visible characters; unique per owner for 24 hours
record IdempotencyKey(String value) {

    private static final int LONGEST = 255;

    /// Reads the header, bare as Stripe's clients send it or quoted as the IETF draft has it.
    static @Nullable IdempotencyKey parse(@Nullable String header) {
        if (header == null) {
            return null;
        }
        var text = header.strip();
        if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
            text = text.substring(1, text.length() - 1);
        }
        if (text.isEmpty() || text.length() > LONGEST || !text.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw Problem.invalid("Idempotency-Key", "INVALID", "1 to 255 printable ASCII characters, quoted or bare");
        }
        return new IdempotencyKey(text);
    }

    /// SHA-256 over the checked order: the same request says the same thing, whatever its spacing or field order.
    static String fingerprint(GenerationOrder order) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            field(digest, order.prompt());
            field(digest, order.negativePrompt());
            field(digest, order.width());
            field(digest, order.height());
            field(digest, order.count());
            field(digest, order.seed());
            field(digest, order.model());
            field(digest, order.kind());
            field(digest, order.clientReference());
            field(digest, order.timeToLive());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// Length first, so that no two different orders can run together into the same bytes; -1 stands for absent.
    private static void field(MessageDigest digest, @Nullable Object value) {
        var bytes = value == null ? new byte[0] : value.toString().getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(value == null ? -1 : bytes.length)
                .flip());
        digest.update(bytes);
    }

    static Problem mismatch() {
        return new Problem(
                ProblemCode.IDEMPOTENCY_MISMATCH, "this Idempotency-Key was used for another request; use a new key");
    }
}
