package dev.darkroom.stub.images;

import dev.darkroom.stub.wire.Json;
import dev.darkroom.stub.wire.Refusal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A valid body of `POST /v1/images/generations`.
///
/// @param avoid the extension `negative_prompt`, or empty
/// @param seed the extension `seed`, 0 to 2³²−1
record ImageOrder(String prompt, String avoid, int width, int height, int count, boolean asUrl, Optional<Long> seed) {

    private static final int LONGEST_PROMPT = 32_000;
    private static final int MOST = 10;
    private static final int SMALLEST = 16;
    private static final int LARGEST = 2_048;
    private static final long HIGHEST_SEED = 0xffff_ffffL;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");
    /// OpenAI's own, without effect on a painting.
    private static final Set<String> WITHOUT_EFFECT = Set.of("quality", "style", "background", "moderation");
    private static final Set<String> KNOWN = Set.of(
            "prompt", "model", "n", "size", "response_format", "output_format", "seed", "negative_prompt", "user");

    /// Reads and checks a body.
    ///
    /// @throws Refusal as OpenAI words it
    static ImageOrder of(byte[] body) {
        var json = Json.object(body);
        for (var name : json.propertyNames()) {
            if (!KNOWN.contains(name) && !WITHOUT_EFFECT.contains(name)) {
                throw Refusal.of("Unknown parameter: '" + name + "'.", name, "unknown_parameter");
            }
        }
        text(json, "model", 64);
        text(json, "user", 512);
        oneOf(json, "output_format", "png", Set.of("png"));
        var size = size(text(json, "size", 16).orElse("auto"));
        return new ImageOrder(
                prompt(json),
                text(json, "negative_prompt", LONGEST_PROMPT).orElse(""),
                size[0],
                size[1],
                (int) whole(json, "n", 1, MOST).orElse(1L).longValue(),
                oneOf(json, "response_format", "b64_json", Set.of("b64_json", "url"))
                        .equals("url"),
                whole(json, "seed", 0, HIGHEST_SEED));
    }

    private static String prompt(JsonNode json) {
        var prompt = text(json, "prompt", LONGEST_PROMPT)
                .orElseThrow(() ->
                        Refusal.of("Missing required parameter: 'prompt'.", "prompt", "missing_required_parameter"));
        if (prompt.isBlank()) {
            throw Refusal.of("Invalid 'prompt': it must not be empty.", "prompt", "empty_string");
        }
        return prompt;
    }

    private static int[] size(String size) {
        if (size.equals("auto")) {
            return new int[] {1024, 1024};
        }
        var matcher = SIZE.matcher(size);
        if (matcher.matches()) {
            var width = Integer.parseInt(matcher.group(1));
            var height = Integer.parseInt(matcher.group(2));
            if (Math.min(width, height) >= SMALLEST && Math.max(width, height) <= LARGEST) {
                return new int[] {width, height};
            }
        }
        throw Refusal.of(
                "Invalid 'size': expected WIDTHxHEIGHT, each from " + SMALLEST + " to " + LARGEST + ".",
                "size",
                "invalid_value");
    }

    private static String oneOf(JsonNode json, String name, String otherwise, Set<String> allowed) {
        var value = text(json, name, 64).orElse(otherwise);
        if (!allowed.contains(value)) {
            throw Refusal.of(
                    "Invalid '" + name + "': supported values are " + String.join(", ", allowed) + ".",
                    name,
                    "invalid_value");
        }
        return value;
    }

    private static Optional<String> text(JsonNode json, String name, int longest) {
        var value = given(json, name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw Refusal.of("Invalid type for '" + name + "': expected a string.", name, "invalid_type");
        }
        if (value.stringValue().length() > longest) {
            throw Refusal.of(
                    "Invalid '" + name + "': string too long, at most " + longest + " characters.",
                    name,
                    "string_above_max_length");
        }
        return Optional.of(value.stringValue());
    }

    private static Optional<Long> whole(JsonNode json, String name, long lowest, long highest) {
        var value = given(json, name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber()) {
            throw Refusal.of("Invalid type for '" + name + "': expected an integer.", name, "invalid_type");
        }
        if (!value.canConvertToLong() || value.longValue() < lowest || value.longValue() > highest) {
            throw Refusal.of(
                    "Invalid '" + name + "': integer must be from " + lowest + " to " + highest + ".",
                    name,
                    "integer_out_of_range");
        }
        return Optional.of(value.longValue());
    }

    private static @Nullable JsonNode given(JsonNode json, String name) {
        var value = json.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
