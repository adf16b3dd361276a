package dev.darkroom.notifier.acknowledge;

import dev.darkroom.notifier.protocol.Acknowledged;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whoever tells the owner's devices what has been acknowledged. Called after the commit, so it must not fail, and by
/// threads that read sockets, so it must not wait.
public interface Witness {

    /// @param session the one that acknowledged and knows already; null for a request
    void acknowledged(UUID owner, @Nullable String session, Acknowledged what);
}
