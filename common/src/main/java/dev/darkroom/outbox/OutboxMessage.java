package dev.darkroom.outbox;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/// A record for Kafka, kept in PostgreSQL until the broker has acknowledged it.
///
/// @param aggregateId the generation; events of one generation leave in the order they were appended
/// @param delay how long after the commit's `now()` the record becomes due; zero for at once
public record OutboxMessage(
        UUID aggregateId, String topic, String key, Map<String, String> headers, String payload, Duration delay) {

    public OutboxMessage {
        headers = Map.copyOf(headers);
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay cannot be negative");
        }
    }

    public static OutboxMessage now(
            UUID aggregateId, String topic, String key, Map<String, String> headers, String payload) {
        return new OutboxMessage(aggregateId, topic, key, headers, payload, Duration.ZERO);
    }
}
