package dev.darkroom.api.revoke;

import dev.darkroom.contract.SessionsRevoked;
import dev.darkroom.contract.Topics;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.wire.WireJson;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Gatherers;
import org.springframework.stereotype.Component;

/// Tells every notifier instance which sign-ins and API keys have ended, as surely as they have: by the outbox.
@Component
public final class Revocations {

    /// Credentials of one record, which stays small with that many.
    private static final int TOGETHER = 1_000;

    private final Outbox outbox;

    Revocations(Outbox outbox) {
        this.outbox = outbox;
    }

    /// @throws IllegalStateException outside the transaction that revokes them
    public void tell(UUID ownerId, List<UUID> credentialIds) {
        outbox.append(credentialIds.stream()
                .gather(Gatherers.windowFixed(TOGETHER))
                .map(some -> OutboxMessage.now(
                        ownerId,
                        Topics.SIGNAL,
                        ownerId.toString(),
                        Map.of(SessionsRevoked.KIND_HEADER, SessionsRevoked.KIND),
                        WireJson.mapper().writeValueAsString(new SessionsRevoked(ownerId, some))))
                .toList());
    }
}
