package dev.darkroom.stub.moderation;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The words that are not let through, and what each stands for.
public final class WordList {

    private static final Map<String, String> CATEGORIES =
            Map.of("forbidden", "illicit", "gore", "violence/graphic", "nsfw", "sexual");
    private static final Pattern WORDS = Pattern.compile(
            "\\b(" + String.join("|", CATEGORIES.keySet()) + ")\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

    private WordList() {}

    /// OpenAI's name for what is wrong with the text, or empty.
    public static Optional<String> categoryOf(String text) {
        var matcher = WORDS.matcher(text);
        return matcher.find()
                ? Optional.ofNullable(CATEGORIES.get(matcher.group(1).toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }
}
