package dev.darkroom.stub.moderation;

import dev.darkroom.stub.wire.Answer;
import dev.darkroom.stub.wire.Json;
import dev.darkroom.stub.wire.Refusal;
import dev.darkroom.stub.wire.Request;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Answers `POST /v1/moderations` and `POST /api/v1/moderate-content`.
public final class Moderator {

    private static final List<String> CATEGORIES = List.of(
            "hate",
            "hate/threatening",
            "harassment",
            "harassment/threatening",
            "illicit",
            "illicit/violent",
            "self-harm",
            "self-harm/intent",
            "self-harm/instructions",
            "sexual",
            "sexual/minors",
            "violence",
            "violence/graphic");
    private static final double SURE = 0.98;
    private static final double UNLIKELY = 0.0001;

    private final Supplier<RandomGenerator> chance;

    /// Needs chance for the ids of its answers only.
    public Moderator(Supplier<RandomGenerator> chance) {
        this.chance = chance;
    }

    /// OpenAI's: each text of a list has its own result, the parts of one message have one together.
    public Answer openAi(Request request) {
        var body = Json.object(request.body());
        var results = texts(body.get("input")).stream().map(Moderator::result).toList();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("id", "modr-" + HexFormat.of().toHexDigits(chance.get().nextLong()));
        answer.put("model", model(body.get("model")));
        answer.put("results", results);
        return Answer.json(200, answer);
    }

    /// The plain one: `{content, user_id}` → `{approved, reason}`
    public Answer plain(Request request) {
        var body = Json.object(request.body());
        var content = text(body.get("content"), "content");
        text(body.get("user_id"), "user_id");
        var category = WordList.categoryOf(content);
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("approved", category.isEmpty());
        answer.put("reason", category.orElse(null));
        return Answer.json(200, answer);
    }

    private static List<String> texts(@Nullable JsonNode input) {
        if (input != null && input.isString()) {
            return List.of(input.stringValue());
        }
        if (input == null || !input.isArray() || input.isEmpty()) {
            throw wrong("input", "must be a string, a list of strings or a list of parts");
        }
        var texts = new ArrayList<String>();
        var message = new StringBuilder();
        for (var part : input) {
            if (part.isString()) {
                texts.add(part.stringValue());
            } else if (part.path("type").asString("").equals("text")) {
                message.append(text(part.get("text"), "input")).append('\n');
            } else if (!part.path("type").asString("").equals("image_url")) {
                throw wrong("input", "has a part that is neither text nor image_url");
            }
        }
        return texts.isEmpty() ? List.of(message.toString()) : texts;
    }

    private static Map<String, Object> result(String text) {
        Optional<String> flagged = WordList.categoryOf(text);
        var categories = new LinkedHashMap<String, Boolean>();
        var scores = new LinkedHashMap<String, Double>();
        var applied = new LinkedHashMap<String, List<String>>();
        for (var category : CATEGORIES) {
            var hit = flagged.filter(category::equals).isPresent();
            categories.put(category, hit);
            scores.put(category, hit ? SURE : UNLIKELY);
            applied.put(category, List.of("text"));
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("flagged", flagged.isPresent());
        result.put("categories", categories);
        result.put("category_scores", scores);
        result.put("category_applied_input_types", applied);
        return result;
    }

    private static String model(@Nullable JsonNode model) {
        return model == null || model.isNull() ? "omni-moderation-latest" : text(model, "model");
    }

    private static String text(@Nullable JsonNode value, String field) {
        if (value != null && value.isString()) {
            return value.stringValue();
        }
        throw wrong(field, "must be a string");
    }

    private static Refusal wrong(String field, String rule) {
        return Refusal.of("'" + field + "' " + rule + ".", field, "invalid_type");
    }
}
