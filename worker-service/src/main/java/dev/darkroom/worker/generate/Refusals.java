package dev.darkroom.worker.generate;

import dev.darkroom.worker.job.Brief;
import dev.darkroom.worker.job.Cause;
import dev.darkroom.worker.job.ErrorCode;
import dev.darkroom.worker.job.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an error answer means: `{"error":{"message","code"}}`, `{"error":"text"}`, or anything else that a proxy says.
final class Refusals {

    /// What the servers call a picture that they will not paint.
    private static final Set<String> POLICY = Set.of("content_policy_violation", "moderation_blocked");

    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_CHARACTERS = 300;
    private static final JsonMapper JSON = JsonMapper.shared();

    private Refusals() {}

    /// @param brief what must not be quoted back
    /// @param retryAfter how long the answer asks to wait
    static Outcome.Failure read(int status, InputStream body, Brief brief, @Nullable Duration retryAfter)
            throws IOException {
        var error = errorOf(body.readNBytes(MOST_BYTES));
        var said = error.isObject() ? error.path("message") : error;
        var message = message(said.isString() ? said.asString() : "", status, brief);
        if (status >= 400 && status < 500 && POLICY.contains(error.path("code").asString(""))) {
            return new Outcome.Rejected(new Cause(ErrorCode.CONTENT_REJECTED, message, status));
        }
        if (status >= 500) {
            return new Outcome.Retryable(new Cause(ErrorCode.AI_SERVER_ERROR, message, status), retryAfter);
        }
        return switch (status) {
            case 400, 413, 422 -> new Outcome.Invalid(new Cause(ErrorCode.INVALID_FOR_AI_SERVER, message, status));
            case 408, 409, 425, 429 ->
                new Outcome.Retryable(new Cause(ErrorCode.AI_SERVER_BUSY, message, status), retryAfter);
            default -> new Outcome.Refused(new Cause(ErrorCode.AI_SERVER_REFUSED, message, status));
        };
    }

    /// Messages reach logs of operators and dead letters, so a prompt may not be in them.
    private static String message(String said, int status, Brief brief) {
        if (said.isBlank()) {
            return "the AI server answered " + status;
        }
        return Quotes.any(said, brief.prompt()) || Quotes.any(said, brief.negativePrompt())
                ? "the AI server answered " + status + " and quoted the prompt, which is left out"
                : shortened(said);
    }

    private static JsonNode errorOf(byte[] body) {
        try {
            return JSON.readTree(body).path("error");
        } catch (JacksonException noJson) {
            return JSON.missingNode();
        }
    }

    private static String shortened(String message) {
        return message.length() <= MOST_CHARACTERS ? message : message.substring(0, MOST_CHARACTERS) + "…";
    }
}
