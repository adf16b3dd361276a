package dev.darkroom.notifier.event;

import dev.darkroom.contract.TraceContext;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event as it came from Kafka, checked and not yet numbered.
///
/// @param ownerId the record's key
/// @param source a CloudEvents source, free text
/// @param time as the producer wrote it, RFC 3339
/// @param at `time` as a point in time
/// @param version of the generation as `data` tells it; 0 when it does not
/// @param trace where in its generation's trace it happened; null for what belongs to none
/// @param data the record's value: one JSON object, kept as it is
public record Arrival(
        UUID ownerId,
        UUID eventId,
        UUID generationId,
        String type,
        String source,
        String time,
        Instant at,
        long version,
        @Nullable TraceContext trace,
        String data) {}
