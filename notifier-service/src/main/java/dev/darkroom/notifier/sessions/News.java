package dev.darkroom.notifier.sessions;

import dev.darkroom.contract.SessionsRevoked;
import dev.darkroom.notifier.event.Arrival;
import dev.darkroom.notifier.protocol.Acknowledged;
import dev.darkroom.notifier.protocol.Settled;
import java.util.List;
import java.util.UUID;

/// What the sessions of this instance hear from elsewhere. All of it is best effort: a head that nobody
/// told of is in the next ping. Nothing here waits or writes to a socket.
public interface News {

    /// Whether the owner has a session here; if not, nothing need be told.
    boolean isPresent(UUID owner);

    /// Another instance has numbered events up to `head`.
    void headIs(UUID owner, long head, List<Settled> settled);

    /// The owner has acknowledged events at another instance.
    void acknowledgedElsewhere(UUID owner, Acknowledged what);

    /// Sign-ins or keys have been revoked: their sessions close, here as everywhere.
    void revoked(SessionsRevoked what);

    /// A generation goes on.
    void progressed(Arrival progress);
}
