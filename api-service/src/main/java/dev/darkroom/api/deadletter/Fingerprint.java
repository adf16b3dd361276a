package dev.darkroom.api.deadletter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells failures of one kind from others: the same cause gives the same sixteen hexadecimal digits, whatever
/// ids, counts, times or addresses its message names.
final class Fingerprint {

    private static final int BYTES = 8;

    private static final Pattern VARIABLE = Pattern.compile(
            // UUIDs, then hexadecimal of six characters and more that a digit gives away, then any number
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
                    + "|\\b0x[0-9a-f]+"
                    + "|\\b(?=[a-f]*[0-9])[0-9a-f]{6,}\\b"
                    + "|\\b[a-f]{16,}\\b"
                    + "|[0-9]+");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Fingerprint() {}

    static String of(
            String failureCode,
            @Nullable String errorCode,
            @Nullable Integer httpStatus,
            @Nullable String backend,
            String message) {
        // a line feed parts them: none of the first four can hold one, and the message has lost its own
        var kind = failureCode + '\n' + errorCode + '\n' + httpStatus + '\n' + backend + '\n' + normalised(message);
        return HexFormat.of().formatHex(sha256(kind), 0, BYTES);
    }

    /// What stays the same from one failure of a kind to the next.
    static String normalised(String message) {
        var words =
                SPACE.matcher(message.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
        return VARIABLE.matcher(words).replaceAll("#");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
