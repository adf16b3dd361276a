package dev.darkroom.notifier.webhook;

import dev.darkroom.web.Page;
import dev.darkroom.web.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where a list goes on, and the page that was asked for.
final class Paging {

    private static final int LARGEST = 100;

    private Paging() {}

    /// @throws Problem unless 1 to 100
    static int bounded(int limit) {
        if (limit < 1 || limit > LARGEST) {
            throw Problem.invalid("limit", "OUT_OF_RANGE", "Must be 1 to 100.");
        }
        return limit;
    }

    /// The id that the page comes after.
    static @Nullable UUID position(@Nullable String cursor) {
        try {
            return cursor == null
                    ? null
                    : UUID.fromString(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException foreign) {
            throw Problem.invalid("cursor", "INVALID", "Not a cursor of this list; start again without one.");
        }
    }

    /// @param found holds one more than a page when there is another page
    static <T> Page<T> page(List<T> found, int limit, Function<T, UUID> id) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        var items = found.subList(0, limit);
        var last = id.apply(items.getLast()).toString().getBytes(StandardCharsets.US_ASCII);
        return new Page<>(items, Base64.getUrlEncoder().withoutPadding().encodeToString(last));
    }
}
