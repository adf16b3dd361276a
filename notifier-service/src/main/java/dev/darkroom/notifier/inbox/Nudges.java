package dev.darkroom.notifier.inbox;

import java.util.List;

/// Whoever shows the events to their owners, or tells those who do. Called on the Kafka thread after the commit, so it
/// must neither wait nor fail nor write to a socket.
public interface Nudges {

    /// A repeat is harmless.
    void arrived(List<Nudge> nudges);
}
