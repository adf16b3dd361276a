package dev.darkroom.stub.wire;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// A request that is answered with an error, in OpenAI's shape: `{"error":{"message","type","param","code"}}`.
public final class Refusal extends RuntimeException {

    private final int status;
    private final String type;
    private final @Nullable String param;
    private final @Nullable String code;

    private Refusal(int status, String message, String type, @Nullable String param, @Nullable String code) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
    }

    /// 400, the caller's mistake.
    public static Refusal of(String message, @Nullable String param, @Nullable String code) {
        return of(400, message, param, code);
    }

    public static Refusal of(int status, String message, @Nullable String param, @Nullable String code) {
        return new Refusal(status, message, "invalid_request_error", param, code);
    }

    /// An error the stub was told to give.
    public static Refusal ordered(int status) {
        return switch (status) {
            case 401 ->
                new Refusal(status, "Incorrect API key provided.", "invalid_request_error", null, "invalid_api_key");
            case 429 -> new Refusal(status, "Rate limit reached for images.", "requests", null, "rate_limit_exceeded");
            default ->
                status < 500
                        ? new Refusal(status, "The request was refused.", "invalid_request_error", null, null)
                        : new Refusal(
                                status,
                                "The server had an error while processing your request.",
                                "server_error",
                                null,
                                null);
        };
    }

    public Answer answer() {
        var error = new LinkedHashMap<String, @Nullable Object>();
        error.put("message", getMessage());
        error.put("type", type);
        error.put("param", param);
        error.put("code", code);
        var body = new LinkedHashMap<String, Object>();
        body.put("error", error);
        return Answer.json(status, body);
    }
}
