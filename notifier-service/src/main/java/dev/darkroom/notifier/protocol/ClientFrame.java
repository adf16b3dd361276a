package dev.darkroom.notifier.protocol;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a client says.
public sealed interface ClientFrame {

    /// The answer to a ping.
    record Pong() implements ClientFrame {}

    /// A fresh ticket, to stay beyond the expiry of the first credential.
    record Auth(@Nullable String id, String ticket) implements ClientFrame {}

    /// The owner has seen these events.
    record AckEvents(@Nullable String id, List<UUID> eventIds) implements ClientFrame {}

    /// The owner has seen everything up to this number.
    record AckThrough(@Nullable String id, long through) implements ClientFrame {}

    /// Nothing this protocol knows.
    ///
    /// @param reason one sentence for the client
    record Unreadable(@Nullable String id, String reason) implements ClientFrame {}
}
