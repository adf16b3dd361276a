package dev.darkroom.api.deadletter;

import dev.darkroom.sql.StorableText;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Bytes of strangers as text that PostgreSQL and JSON take.
final class Text {

    private Text() {}

    /// The text, or what the bytes are in base64.
    static @Nullable String of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        var text = StorableText.exactly(bytes);
        return text == null ? "base64:" + Base64.getEncoder().encodeToString(bytes) : text;
    }
}
