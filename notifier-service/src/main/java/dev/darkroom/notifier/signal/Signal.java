package dev.darkroom.notifier.signal;

import dev.darkroom.contract.SessionsRevoked;
import dev.darkroom.notifier.protocol.Acknowledged;
import dev.darkroom.notifier.protocol.Settled;
import java.util.List;
import java.util.UUID;

/// A record on `notifier.signal`.
sealed interface Signal {

    /// New heads: one record for all owners of one inbox transaction.
    ///
    /// @param from the instance that numbered the events
    record Heads(UUID from, List<Head> heads) implements Signal {

        static final String KIND = "heads";
    }

    record Head(UUID ownerId, long head, List<Settled> settled) {}

    /// @param from the instance that took the acknowledgement
    record Seen(UUID from, UUID ownerId, Acknowledged what) implements Signal {

        static final String KIND = "acknowledged";
    }

    /// Told by api-service.
    record Revoked(SessionsRevoked what) implements Signal {}
}
