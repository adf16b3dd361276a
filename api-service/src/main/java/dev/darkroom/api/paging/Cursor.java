package dev.darkroom.api.paging;

import dev.darkroom.web.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a list goes on. Opaque to clients, so that what is inside may change.
public final class Cursor {

    private Cursor() {}

    public static String after(Object position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(position.toString().getBytes(StandardCharsets.US_ASCII));
    }

    public static @Nullable UUID uuid(@Nullable String cursor) {
        try {
            return cursor == null ? null : UUID.fromString(text(cursor));
        } catch (IllegalArgumentException foreign) {
            throw invalid();
        }
    }

    /// Zero without a cursor.
    public static int number(@Nullable String cursor) {
        try {
            return cursor == null ? 0 : Math.max(0, Integer.parseInt(text(cursor)));
        } catch (IllegalArgumentException foreign) {
            throw invalid();
        }
    }

    private static String text(String cursor) {
        return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
    }

    private static Problem invalid() {
        return Problem.invalid("cursor", "INVALID", "not a cursor of this list; start again without one");
    }
}
