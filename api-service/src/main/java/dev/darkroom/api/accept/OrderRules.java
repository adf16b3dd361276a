package dev.darkroom.api.accept;

import dev.darkroom.contract.GenerationSnapshot.Kind;
import dev.darkroom.web.FieldError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What may be asked for. Pure: a body goes in, an order or the list of everything wrong with it comes out.
final class OrderRules {

    private static final int LONGEST_PROMPT = 1500;
    private static final int LONGEST_MODEL = 64;
    private static final int LONGEST_REFERENCE = 128;
    private static final long LARGEST_SEED = 0xFFFF_FFFFL;

    private final List<FieldError> errors = new ArrayList<>();

    private OrderRules() {}

    sealed interface Verdict {

        record Acceptable(GenerationOrder order) implements Verdict {}

        record Unacceptable(List<FieldError> errors) implements Verdict {}
    }

    static Verdict judge(GenerationBody body) {
        var rules = new OrderRules();
        var order = rules.order(body);
        return rules.errors.isEmpty() ? new Verdict.Acceptable(order) : new Verdict.Unacceptable(rules.errors);
    }

    private GenerationOrder order(GenerationBody body) {
        notYet(body);
        return new GenerationOrder(
                prompt(body.prompt()),
                text("negativePrompt", body.negativePrompt(), LONGEST_PROMPT),
                side("width", body.width()),
                side("height", body.height()),
                within("count", body.count(), 1, 4, 1),
                seed(body.seed()),
                model(body.model()),
                Kind.IMAGE,
                text("clientReference", body.clientReference(), LONGEST_REFERENCE),
                Duration.ofSeconds(within("deadlineSeconds", body.deadlineSeconds(), 30, 86_400, 900)));
    }

    /// Asked for in good faith, part of the contract, and not built: better refused than ignored.
    private void notYet(GenerationBody body) {
        if (body.kind() == Kind.AVATAR) {
            wrong("kind", "NOT_AVAILABLE", "AVATAR is not available yet");
        }
        if (Boolean.TRUE.equals(body.isPublic())) {
            wrong("public", "NOT_AVAILABLE", "public generations are not available yet");
        }
    }

    private String prompt(@Nullable String prompt) {
        var checked = text("prompt", prompt, LONGEST_PROMPT);
        if (checked == null) {
            wrong(
                    "prompt",
                    prompt == null ? "REQUIRED" : "BLANK",
                    "say what the picture shows, in 1 to 1500 characters");
            return "";
        }
        return checked;
    }

    /// Trimmed; null when nothing is left. Length counts Unicode characters, not Java's units.
    private @Nullable String text(String field, @Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        var trimmed = trimmed(text);
        if (trimmed.codePointCount(0, trimmed.length()) > longest) {
            wrong(field, "TOO_LONG", "at most " + longest + " characters");
        }
        if (text.codePoints().anyMatch(OrderRules::forbidden)) {
            wrong(field, "CONTROL_CHARACTER", "no control characters but line feed and tab, and no broken Unicode");
        }
        return trimmed.isEmpty() ? null : trimmed;
    }

    /// Without white space at either end as Unicode has it: non-breaking spaces alone say nothing either.
    private static String trimmed(String text) {
        var characters = text.codePoints().toArray();
        var from = 0;
        var to = characters.length;
        while (from < to && isSpace(characters[from])) {
            from++;
        }
        while (to > from && isSpace(characters[to - 1])) {
            to--;
        }
        return new String(characters, from, to - from);
    }

    private static boolean isSpace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private static boolean forbidden(int character) {
        return (Character.isISOControl(character) && character != '\n' && character != '\t')
                || Character.getType(character) == Character.SURROGATE;
    }

    private String model(@Nullable String model) {
        var checked = text("model", model, LONGEST_MODEL);
        return checked == null ? "default" : checked;
    }

    private int side(String field, @Nullable Integer pixels) {
        var checked = within(field, pixels, 64, 2048, 1024);
        if (checked % 8 != 0) {
            wrong(field, "STEP", "a multiple of 8");
        }
        return checked;
    }

    private @Nullable Long seed(@Nullable Long seed) {
        if (seed != null && (seed < 0 || seed > LARGEST_SEED)) {
            wrong("seed", "OUT_OF_RANGE", "0 to " + LARGEST_SEED);
        }
        return seed;
    }

    private int within(String field, @Nullable Integer value, int least, int most, int otherwise) {
        if (value == null) {
            return otherwise;
        }
        if (value < least || value > most) {
            wrong(field, "OUT_OF_RANGE", least + " to " + most);
        }
        return value;
    }

    private void wrong(String field, String code, String message) {
        errors.add(new FieldError(field, code, message));
    }
}
