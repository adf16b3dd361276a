package dev.darkroom.stub.painting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Which words ask for what.
final class Lexicon<T> {

    private final Map<T, Words> entries = new LinkedHashMap<>();

    /// @param choices in order of precedence
    Lexicon(List<T> choices, Function<T, String> words) {
        choices.forEach(choice -> entries.put(choice, new Words(words.apply(choice))));
    }

    Optional<T> firstNamedIn(Words prompt) {
        return allNamedIn(prompt).stream().findFirst();
    }

    List<T> allNamedIn(Words prompt) {
        return entries.entrySet().stream()
                .filter(entry -> prompt.holdsAnyOf(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
