package dev.darkroom.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A record for Kafka, kept in PostgreSQL until the broker has acknowledged it.
///
/// @param aggregateId the generation; events of one generation leave in the order they were appended
/// @param key null only for a record that came without one
/// @param delay how long after the commit's `now()` the record becomes due; zero for at once
public record OutboxMessage(
        UUID aggregateId,
        String topic,
        @Nullable String key,
        Map<String, String> headers,
        Value value,
        Duration delay) {

    /// The record's value: text as UTF-8, or bytes just as they are.
    public sealed interface Value {

        byte[] bytes();

        record Text(String text) implements Value {

            @Override
            public byte[] bytes() {
                return text.getBytes(StandardCharsets.UTF_8);
            }
        }

        @SuppressWarnings("ArrayRecordComponent") // written once, never compared
        record Raw(byte[] bytes) implements Value {}
    }

    public OutboxMessage {
        headers = Map.copyOf(headers);
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay cannot be negative");
        }
    }

    public static OutboxMessage now(
            UUID aggregateId, String topic, String key, Map<String, String> headers, String payload) {
        return later(aggregateId, topic, key, headers, payload, Duration.ZERO);
    }

    public static OutboxMessage later(
            UUID aggregateId, String topic, String key, Map<String, String> headers, String payload, Duration delay) {
        return new OutboxMessage(aggregateId, topic, key, headers, new Value.Text(payload), delay);
    }

    public static OutboxMessage raw(
            UUID aggregateId, String topic, @Nullable String key, Map<String, String> headers, byte[] bytes) {
        return new OutboxMessage(aggregateId, topic, key, headers, new Value.Raw(bytes), Duration.ZERO);
    }

    String text() {
        return value instanceof Value.Text(var text) ? text : "";
    }

    /// As PostgreSQL writes bytes; null for text.
    @Nullable String hex() {
        return value instanceof Value.Raw(var bytes) ? "\\x" + HexFormat.of().formatHex(bytes) : null;
    }
}
