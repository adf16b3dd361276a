package dev.darkroom.api.paging;

import dev.darkroom.web.Page;
import dev.darkroom.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Judges what a client asks of a list, and cuts the page.
public final class Paging {

    private static final int LARGEST = 100;

    private Paging() {}

    /// @throws Problem unless 1 to 100
    public static int bounded(int limit) {
        if (limit < 1 || limit > LARGEST) {
            throw Problem.invalid("limit", "OUT_OF_RANGE", "1 to " + LARGEST);
        }
        return limit;
    }

    /// @param found holds one more than a page when there is another page
    /// @param position of an item, for the cursor that asks for what comes after it
    public static <T> Page<T> page(List<T> found, int limit, Function<T, Object> position) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        var items = found.subList(0, limit);
        return new Page<>(items, Cursor.after(position.apply(items.getLast())));
    }

    /// A parameter that is not built, such as `fields`, or misspelt, is refused rather than ignored.
    public static void onlyKnown(HttpServletRequest request, Set<String> known) {
        for (var names = request.getParameterNames(); names.hasMoreElements(); ) {
            var name = names.nextElement();
            if (!known.contains(name)) {
                throw Problem.invalid(name, "NOT_AVAILABLE", "this parameter is not available here");
            }
        }
    }
}
