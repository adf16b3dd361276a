package dev.darkroom.notifier.protocol;

import org.jspecify.annotations.Nullable;

/// What a client says.
public sealed interface ClientFrame {

    /// The answer to a ping.
    record Pong() implements ClientFrame {}

    /// A fresh ticket, to stay beyond the expiry of the first credential.
    record Auth(@Nullable String id, String ticket) implements ClientFrame {}

    /// The owner has seen these events. Not taken here yet.
    record Ack(@Nullable String id) implements ClientFrame {}

    /// Nothing this protocol knows.
    ///
    /// @param reason one sentence for the client
    record Unreadable(@Nullable String id, String reason) implements ClientFrame {}
}
