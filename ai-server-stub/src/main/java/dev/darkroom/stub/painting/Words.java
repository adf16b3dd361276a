package dev.darkroom.stub.painting;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The words of a text, in lower case and without order.
record Words(Set<String> all) {

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}]+");

    Words(String text) {
        this(Set.copyOf(new HashSet<>(inOrder(text))));
    }

    static List<String> inOrder(String text) {
        return Arrays.asList(BETWEEN.split(text.toLowerCase(Locale.ROOT)));
    }

    Words without(Words others) {
        var left = new HashSet<>(all);
        left.removeAll(others.all);
        return new Words(Set.copyOf(left));
    }

    boolean has(String word) {
        return all.contains(word);
    }

    boolean holdsAnyOf(Words others) {
        for (var word : others.all) {
            if (all.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
