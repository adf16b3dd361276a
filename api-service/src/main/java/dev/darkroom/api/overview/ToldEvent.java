package dev.darkroom.api.overview;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event of a generation in its owner's inbox.
///
/// @param seq its number there
/// @param type of the event
/// @param at when it was numbered; sockets are woken right after
/// @param acknowledgedAt when the owner had seen it
/// @param webhooks where else it went
record ToldEvent(
        UUID eventId,
        long seq,
        String type,
        Instant at,
        @Nullable Instant acknowledgedAt,
        List<Webhook> webhooks) {

    /// @param state PENDING, DELIVERED or FAILED
    /// @param attempts made so far
    record Webhook(
            UUID webhookId,
            String state,
            int attempts,
            @Nullable Instant finishedAt) {}
}
