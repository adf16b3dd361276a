package dev.darkroom.sql;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Bytes of strangers as text that PostgreSQL takes.
public final class StorableText {

    private StorableText() {}

    /// The text, if that is what the bytes are: UTF-8 without the zero that PostgreSQL refuses.
    public static @Nullable String exactly(byte[] bytes) {
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
}
