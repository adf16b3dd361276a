package dev.darkroom.standalone;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/// What the user asked for on the command line.
///
/// @param fresh delete the data first
/// @param portOffset added to every port the environment does not name
record Arguments(boolean fresh, Path data, int portOffset) {

    /// Reads the command line.
    ///
    /// @throws IllegalArgumentException when the arguments mean nothing
    static Arguments parse(List<String> words, Path home) {
        var parsed = new Arguments(false, home.resolve(".darkroom"), 0);
        for (var rest = words.iterator(); rest.hasNext(); ) {
            var word = rest.next();
            parsed = switch (word) {
                case "--fresh" -> new Arguments(true, parsed.data, parsed.portOffset);
                case "--data" -> new Arguments(parsed.fresh, Path.of(value(word, rest)), parsed.portOffset);
                case "--port-offset" -> new Arguments(parsed.fresh, parsed.data, number(word, value(word, rest)));
                default -> throw new IllegalArgumentException("unknown argument " + word);
            };
        }
        return parsed;
    }

    private static String value(String word, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(word + " needs a value");
        }
        return rest.next();
    }

    private static int number(String word, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("%s: '%s' is not a number".formatted(word, value));
        }
    }
}
