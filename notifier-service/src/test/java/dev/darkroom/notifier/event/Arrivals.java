package dev.darkroom.notifier.event;

import dev.darkroom.contract.EventTypes;
import java.time.Instant;
import java.util.UUID;

/// Arrivals for tests.
public final class Arrivals {

    private static final String TIME = "2026-01-01T12:00:04.123Z";

    private Arrivals() {}

    public static Arrival of(UUID owner) {
        return of(owner, UUID.randomUUID(), "{\"prompt\":\"a red fox\"}");
    }

    public static Arrival of(UUID owner, UUID eventId, String data) {
        return ofType(owner, eventId, EventTypes.COMPLETED, data);
    }

    public static Arrival ofType(UUID owner, UUID eventId, String type, String data) {
        return new Arrival(
                owner, eventId, UUID.randomUUID(), type, EventTypes.SOURCE, TIME, Instant.parse(TIME), 0, null, data);
    }
}
