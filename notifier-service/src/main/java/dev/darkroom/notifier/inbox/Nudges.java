package dev.darkroom.notifier.inbox;

import dev.darkroom.notifier.protocol.StoredEvent;
import java.util.List;
import java.util.UUID;

/// Whoever shows the events to their owners. Called on the Kafka thread, so it must neither wait nor write to a
/// socket.
public interface Nudges {

    /// The owner's stream has reached `head`. A repeat is harmless.
    ///
    /// @param fresh its newest events, in order; none when all that arrived was known already
    void arrived(UUID owner, long head, List<StoredEvent> fresh);
}
