package dev.darkroom.notifier.protocol;

import java.util.Optional;
import java.util.regex.Pattern;

/// A place in an owner's stream. Clients keep its text and know nothing of its parts.
///
/// @param epoch names one life of the stream; it changes only when the stream is rebuilt
/// @param seq the last event seen, 0 before the first
public record Cursor(String epoch, long seq) {

    /// Eighteen digits always fit a long.
    private static final Pattern TEXT = Pattern.compile("([a-z0-9]{1,32}):([0-9]{1,18})");

    /// Empty for anything this service has not written itself.
    public static Optional<Cursor> parse(String text) {
        var match = TEXT.matcher(text);
        return match.matches()
                ? Optional.of(new Cursor(match.group(1), Long.parseLong(match.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return epoch + ":" + seq;
    }
}
