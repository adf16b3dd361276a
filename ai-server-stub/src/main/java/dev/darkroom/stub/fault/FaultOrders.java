package dev.darkroom.stub.fault;

import dev.darkroom.stub.wire.Json;
import dev.darkroom.stub.wire.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads orders to misbehave: the body of `PUT /faults`, and the headers of a single call.
public final class FaultOrders {

    private static final long LONGEST_MILLIS = Duration.ofMinutes(10).toMillis();

    private FaultOrders() {}

    /// Applies an order to what is in force; what is absent stays as it was.
    ///
    /// @throws Refusal naming the field that is wrong
    public static Faults change(Faults faults, byte[] body) {
        var changed = faults;
        for (var field : Json.object(body).properties()) {
            var value = field.getValue();
            changed = switch (field.getKey()) {
                case "latencyMillis" -> latency(changed, value);
                case "errorRate" -> changed.withErrorRate(errorRate(value));
                case "status" -> changed.withStatus(status(value.isIntegralNumber() ? value.asString() : "", "status"));
                case "retryAfterSeconds" -> changed.withRetryAfter(retryAfter(value));
                case "mode" -> changed.withMode(mode(value.isString() ? value.stringValue() : "", "mode"));
                default ->
                    throw wrong(
                            field.getKey(),
                            "is unknown; known are latencyMillis, errorRate, status, retryAfterSeconds, mode");
            };
        }
        return changed;
    }

    /// For one call: a mode named in its headers comes first, then a status, then what is in force.
    ///
    /// @param header gives a header's value, or null
    /// @throws Refusal naming the header that is wrong
    public static Faults forCall(Faults faults, Function<String, @Nullable String> header) {
        var mine = faults;
        var latency = header.apply("X-Fault-Latency-Millis");
        if (latency != null) {
            var fixed = Duration.ofMillis(millis(latency));
            mine = mine.withLatency(fixed, fixed);
        }
        var status = header.apply("X-Fault-Status");
        if (status != null) {
            mine = mine.withStatus(status(status, "X-Fault-Status"))
                    .withErrorRate(1)
                    .withMode(Mode.NONE);
        }
        var mode = header.apply("X-Fault-Mode");
        return mode == null ? mine : mine.withMode(mode(mode.strip(), "X-Fault-Mode"));
    }

    private static Faults latency(Faults faults, JsonNode value) {
        if (value.isArray() && value.size() == 2 && isMillis(value.get(0)) && isMillis(value.get(1))) {
            var fastest = value.get(0).longValue();
            var slowest = value.get(1).longValue();
            if (fastest <= slowest) {
                return faults.withLatency(Duration.ofMillis(fastest), Duration.ofMillis(slowest));
            }
        }
        throw wrong("latencyMillis", "must be [min, max], whole numbers, 0 <= min <= max <= " + LONGEST_MILLIS);
    }

    private static boolean isMillis(JsonNode value) {
        return value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= 0
                && value.longValue() <= LONGEST_MILLIS;
    }

    private static double errorRate(JsonNode value) {
        if (value.isNumber() && value.asDouble() >= 0 && value.asDouble() <= 1) {
            return value.asDouble();
        }
        throw wrong("errorRate", "must be a number from 0 to 1");
    }

    private static Optional<Integer> retryAfter(JsonNode value) {
        if (value.isNull()) {
            return Optional.empty();
        }
        if (value.isIntegralNumber()
                && value.canConvertToInt()
                && value.intValue() >= 0
                && value.intValue() <= 86_400) {
            return Optional.of(value.intValue());
        }
        throw wrong("retryAfterSeconds", "must be null or a whole number from 0 to 86400");
    }

    private static int status(String text, String field) {
        if (text.strip().matches("[45]\\d\\d")) {
            return Integer.parseInt(text.strip());
        }
        throw wrong(field, "must be an error status from 400 to 599");
    }

    private static Mode mode(String word, String field) {
        return Mode.of(word).orElseThrow(() -> wrong(field, "must be one of " + Mode.choice()));
    }

    private static long millis(String text) {
        if (text.strip().matches("\\d{1,6}") && Long.parseLong(text.strip()) <= LONGEST_MILLIS) {
            return Long.parseLong(text.strip());
        }
        throw wrong("X-Fault-Latency-Millis", "must be a whole number from 0 to " + LONGEST_MILLIS);
    }

    private static Refusal wrong(String field, String rule) {
        return Refusal.of("'" + field + "' " + rule + ".", field, "invalid_fault");
    }
}
