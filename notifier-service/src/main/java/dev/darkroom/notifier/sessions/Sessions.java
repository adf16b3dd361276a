package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.inbox.Nudges;
import dev.darkroom.notifier.protocol.Ending;
import dev.darkroom.notifier.protocol.Pulse;
import dev.darkroom.notifier.protocol.StoredEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The open sessions of this instance, by owner. Here the inbox's nudge becomes a wake; the place for news from other
/// instances, too.
final class Sessions implements Nudges {

    private final Map<UUID, Audience> audiences = new ConcurrentHashMap<>();
    private final Backstage backstage;
    private final int ring;

    Sessions(Backstage backstage, int ring) {
        this.backstage = backstage;
        this.ring = ring;
    }

    /// Registers before anything is read, so that an event falls either into what the session reads or into a wake.
    Session open(Visit visit, Socket socket) {
        var pass = visit.pass();
        var pulse = new Pulse(
                backstage.limits(),
                backstage.nanos().getAsLong(),
                backstage.clock().instant(),
                pass.until());
        var opened = new Session[1];
        audiences.compute(pass.ownerId(), (_, present) -> {
            var audience = present == null ? new Audience(ring) : present;
            var session = new Session(visit, socket, audience, pulse, backstage);
            if (audience.size() < backstage.limits().sessionsPerOwner()) {
                audience.join(session);
            } else {
                session.end(Ending.TOO_MANY_SESSIONS);
            }
            opened[0] = session;
            return audience;
        });
        opened[0].wake();
        return opened[0];
    }

    /// Forgets an owner whose last session is over. Called by the beat, so it only locks where there is something to
    /// forget.
    void sweep() {
        audiences.forEach((owner, present) -> {
            if (present.size() == 0) {
                audiences.computeIfPresent(owner, (_, audience) -> audience.size() == 0 ? null : audience);
            }
        });
    }

    @Override
    public void arrived(UUID owner, long head, List<StoredEvent> fresh) {
        var audience = audiences.get(owner);
        if (audience != null) {
            audience.arrived(head, fresh);
        }
    }

    Stream<Session> all() {
        return audiences.values().stream().flatMap(Audience::sessions);
    }

    int count() {
        return audiences.values().stream().mapToInt(Audience::size).sum();
    }
}
