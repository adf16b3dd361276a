package dev.darkroom.worker.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param name of this AI server in attempts and metrics
/// @param baseUrl without `/v1` and without a trailing slash
/// @param apiKey sent as a bearer token; none when blank
/// @param model asked for when a generation names none; blank leaves it to the AI server
/// @param extensions send `seed` and `negative_prompt`, which OpenAI's own servers refuse as unknown
/// @param connectTimeout to open a connection
/// @param timeout of a whole call, connecting and downloading included; the generation's deadline may cut it shorter
/// @param maxBody most bytes of one answer
/// @param maxCalls most calls at once; further jobs wait their turn
/// @param breaker when it counts as away
public record AiSettings(
        @DefaultValue("openai") String name,
        URI baseUrl,
        @Nullable Secret apiKey,
        @DefaultValue("") String model,
        @DefaultValue("true") boolean extensions,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("120s") Duration timeout,
        @DefaultValue("64MB") DataSize maxBody,
        @DefaultValue("10000") int maxCalls,
        @DefaultValue BreakerSettings breaker) {

    public AiSettings {
        if (!Set.of("http", "https").contains(String.valueOf(baseUrl.getScheme()))
                || baseUrl.toString().endsWith("/")) {
            throw new IllegalArgumentException(
                    "darkroom.worker.ai.base-url must be http(s) and end without a slash, is " + baseUrl);
        }
        if (!connectTimeout.isPositive() || !timeout.isPositive()) {
            throw new IllegalArgumentException("darkroom.worker.ai needs positive timeouts");
        }
        if (maxCalls < 1) {
            throw new IllegalArgumentException("darkroom.worker.ai.max-calls must be positive");
        }
        if (maxBody.toBytes() < 1) {
            throw new IllegalArgumentException("darkroom.worker.ai.max-body must be positive");
        }
    }

    public Optional<Secret> bearer() {
        return Optional.ofNullable(apiKey).filter(key -> !key.value().isBlank());
    }
}
