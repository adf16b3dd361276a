package dev.darkroom.api.deadletter;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Bytes of strangers as text that PostgreSQL and JSON take.
final class Text {

    private Text() {}

    /// The text, if that is what the bytes are: UTF-8 without the zero that PostgreSQL refuses.
    static @Nullable String exactly(byte[] bytes) {
        try {
            // Unlike new String(..), a new decoder reports bytes that are no UTF-8.
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\0') < 0 ? text : null;
        } catch (CharacterCodingException none) {
            return null;
        }
    }

    /// The text, or what the bytes are in base64.
    static @Nullable String of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        var text = exactly(bytes);
        return text == null ? "base64:" + Base64.getEncoder().encodeToString(bytes) : text;
    }
}
