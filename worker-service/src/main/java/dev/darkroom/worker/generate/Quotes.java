package dev.darkroom.worker.generate;

import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Whether a message repeats what was asked for. Servers echo their input in many forms: cut, escaped, in other case;
/// so letters and digits alone are compared, and a part is enough.
final class Quotes {

    /// Letters and digits in a row that are no coincidence.
    private static final int TELLING = 12;

    /// What is shorter says too little to be told from the message's own words.
    private static final int SHORTEST = 4;

    private Quotes() {}

    static boolean any(String message, @Nullable String asked) {
        if (asked == null) {
            return false;
        }
        var said = plain(message);
        var wanted = plain(asked);
        if (wanted.length() < SHORTEST) {
            return false;
        }
        var length = Math.min(TELLING, wanted.length());
        return IntStream.rangeClosed(0, wanted.length() - length)
                .anyMatch(from -> said.contains(wanted.substring(from, from + length)));
    }

    private static String plain(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .toLowerCase(Locale.ROOT);
    }
}
