package dev.darkroom.bench.sockets;

/// A frame from the notifier, as far as the bench cares.
public sealed interface Frame {

    /// The session begins.
    ///
    /// @param cursor names the newest event, to resume after it later
    record Welcome(String cursor) implements Frame {}

    /// A generation reached its end.
    record Ended(String generationId, boolean completed) implements Frame {}

    /// Wants a pong within ten seconds.
    record Ping(long head) implements Frame {}

    /// Progress, state and whatever else may come.
    record Other(String type) implements Frame {}
}
