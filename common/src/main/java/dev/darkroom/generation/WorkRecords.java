package dev.darkroom.generation;

import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.contract.Topics;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.wire.WireJson;
import java.time.Duration;
import java.util.Map;

/// Asks the workers for an attempt.
public final class WorkRecords {

    private static final Map<String, String> HEADERS =
            Map.of(GenerationRequested.VERSION_HEADER, GenerationRequested.VERSION);

    private WorkRecords() {}

    public static OutboxMessage now(GenerationRequested work) {
        return of(work, Topics.REQUESTED, Duration.ZERO);
    }

    /// @param delay until the attempt is due
    public static OutboxMessage retry(GenerationRequested work, Duration delay) {
        return of(work, Topics.RETRY, delay);
    }

    private static OutboxMessage of(GenerationRequested work, String topic, Duration delay) {
        return OutboxMessage.later(
                work.generationId(),
                topic,
                work.generationId().toString(),
                HEADERS,
                WireJson.mapper().writeValueAsString(work),
                delay);
    }
}
