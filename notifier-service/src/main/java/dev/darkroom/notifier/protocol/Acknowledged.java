package dev.darkroom.notifier.protocol;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What an acknowledgement has changed in an owner's stream.
///
/// @param tally what is left after it
/// @param changes events acknowledged now for the first time, in stream order
public record Acknowledged(Tally tally, List<Change> changes) {

    public Acknowledged {
        changes = List.copyOf(changes);
    }

    /// @param acknowledgedAt by the database's clock; it never changes again
    public record Change(UUID eventId, Instant acknowledgedAt) {}
}
