package dev.darkroom.notifier.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.darkroom.contract.SessionsRevoked;
import dev.darkroom.notifier.acknowledge.Witness;
import dev.darkroom.notifier.event.Arrival;
import dev.darkroom.notifier.event.Envelope;
import dev.darkroom.notifier.inbox.Nudge;
import dev.darkroom.notifier.inbox.Nudges;
import dev.darkroom.notifier.protocol.Acknowledged;
import dev.darkroom.notifier.protocol.Ending;
import dev.darkroom.notifier.protocol.Pulse;
import dev.darkroom.notifier.protocol.Settled;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The open sessions of this instance, by owner. Here the inbox's nudge, and news from elsewhere, become a wake.
final class Sessions implements Nudges, Witness, News {

    private final Map<UUID, Audience> audiences = new ConcurrentHashMap<>();
    private final Backstage backstage;
    private final Revocations revocations;
    private final int ring;

    /// The version that a durable event told last, for as long as older progress could still come.
    private final Cache<UUID, Long> settled;

    Sessions(Backstage backstage, Revocations revocations, int ring) {
        this.backstage = backstage;
        this.revocations = revocations;
        this.ring = ring;
        this.settled = Caffeine.newBuilder()
                .maximumSize(100_000)
                .ticker(backstage.nanos()::getAsLong)
                .expireAfterWrite(ProgressBoard.FRESH.multipliedBy(2))
                .build();
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
        if (revocations.covers(pass)) {
            opened[0].end(Ending.REVOKED);
        }
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
    public void arrived(List<Nudge> nudges) {
        for (var nudge : nudges) {
            settle(nudge.ownerId(), nudge.settled());
            var audience = audiences.get(nudge.ownerId());
            if (audience != null) {
                audience.arrived(nudge.head(), nudge.fresh());
            }
        }
    }

    @Override
    public void headIs(UUID owner, long head, List<Settled> fresh) {
        settle(owner, fresh);
        var audience = audiences.get(owner);
        if (audience != null) {
            audience.headIsAtLeast(head);
        }
    }

    private void settle(UUID owner, List<Settled> fresh) {
        var audience = audiences.get(owner);
        for (var one : fresh) {
            settled.asMap().merge(one.generationId(), one.version(), Math::max);
            if (audience != null) {
                audience.settled(one.generationId());
            }
        }
    }

    @Override
    public void acknowledged(UUID owner, @Nullable String session, Acknowledged what) {
        var audience = audiences.get(owner);
        if (audience != null) {
            audience.acknowledged(session, what);
        }
    }

    @Override
    public void acknowledgedElsewhere(UUID owner, Acknowledged what) {
        acknowledged(owner, null, what);
    }

    /// Remembered first, so that a session opened meanwhile finds it.
    @Override
    public void revoked(SessionsRevoked what) {
        revocations.add(what);
        var audience = audiences.get(what.ownerId());
        if (audience != null) {
            audience.sessions()
                    .filter(session -> what.credentialIds().contains(session.credentialId()))
                    .forEach(session -> session.end(Ending.REVOKED));
        }
    }

    @Override
    public boolean isPresent(UUID owner) {
        return audiences.containsKey(owner);
    }

    @Override
    public void progressed(Arrival progress) {
        var audience = audiences.get(progress.ownerId());
        var told = settled.getIfPresent(progress.generationId());
        var now = backstage.clock().instant();
        if (audience != null
                && (told == null || progress.version() > told)
                && !progress.at().isBefore(now.minus(ProgressBoard.FRESH))) {
            audience.progressed(
                    progress.generationId(),
                    progress.at(),
                    Envelope.unnumbered(progress),
                    backstage.nanos().getAsLong());
        }
    }

    /// Called by the beat.
    void releaseProgress(long nanos, Instant now) {
        for (var audience : audiences.values()) {
            audience.releaseProgress(nanos, now);
        }
    }

    /// Without a stream or a copy: the beat comes by four times a second.
    void each(Consumer<Session> what) {
        for (var audience : audiences.values()) {
            audience.each(what);
        }
    }

    Stream<Session> all() {
        return audiences.values().stream().flatMap(Audience::sessions);
    }

    boolean isEmpty() {
        return all().findAny().isEmpty();
    }

    int count() {
        return audiences.values().stream().mapToInt(Audience::size).sum();
    }
}
