package dev.darkroom.bench.arguments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The words behind the command: `--name value` or `--name` alone. Every number has bounds, so every run has an end.
/// What was read, defaults included, is kept for the report.
public final class Arguments {

    private static final String SET = "";

    private final Map<String, String> given = new LinkedHashMap<>();
    private final Map<String, Object> used = new LinkedHashMap<>();

    public Arguments(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (!word.startsWith("--")) {
                throw new Refusal("did not expect '%s': options are --name value".formatted(word));
            }
            var alone = i + 1 == words.size() || words.get(i + 1).startsWith("--");
            if (given.put(word.substring(2), alone ? SET : words.get(++i)) != null) {
                throw new Refusal(word + " is given twice");
            }
        }
    }

    public int whole(String name, int otherwise, int least, int most) {
        var word = given.remove(name);
        try {
            var number = word == null ? otherwise : Integer.parseInt(word);
            if (number >= least && number <= most) {
                used.put(name, number);
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // refused below, as a number out of bounds is
        }
        throw new Refusal("--%s takes a whole number from %,d to %,d".formatted(name, least, most));
    }

    public LoopbackAddress address(String name, String otherwise) {
        var address = LoopbackAddress.parse(text(name, otherwise));
        used.put(name, address.toString());
        return address;
    }

    public String text(String name, String otherwise) {
        var word = optional(name);
        used.put(name, word == null ? otherwise : word);
        return word == null ? otherwise : word;
    }

    /// @return null when not given
    public @Nullable String optional(String name) {
        var word = given.remove(name);
        if (SET.equals(word)) {
            throw new Refusal("--%s needs a value".formatted(name));
        }
        return word;
    }

    public boolean flag(String name) {
        var word = given.remove(name);
        if (word != null && !word.equals(SET)) {
            throw new Refusal("--%s takes no value".formatted(name));
        }
        if (word != null) {
            used.put(name, true);
        }
        return word != null;
    }

    /// To be called when everything known has been read.
    public void nothingElse() {
        if (!given.isEmpty()) {
            throw new Refusal("unknown option --" + given.keySet().iterator().next());
        }
    }

    /// The effective settings by option name, in the order they were read.
    public Map<String, Object> used() {
        return used;
    }
}
