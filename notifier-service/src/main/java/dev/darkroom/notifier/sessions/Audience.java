package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.StoredEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// What the open sessions of one owner share: the newest events and the highest number known here.
final class Audience {

    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicLong head = new AtomicLong();
    private final Ring ring;

    Audience(int ring) {
        this.ring = new Ring(ring);
    }

    void join(Session session) {
        sessions.add(session);
    }

    void leave(Session session) {
        sessions.remove(session);
    }

    int size() {
        return sessions.size();
    }

    Stream<Session> sessions() {
        return sessions.stream();
    }

    long head() {
        return head.get();
    }

    List<StoredEvent> after(long seq) {
        return ring.after(seq);
    }

    /// The events first, then the head: a session that sees the head finds them.
    void arrived(long newHead, List<StoredEvent> fresh) {
        ring.add(fresh);
        headIsAtLeast(newHead);
    }

    /// Wakes those who have not sent that far.
    void headIsAtLeast(long newHead) {
        head.accumulateAndGet(newHead, Math::max);
        for (var session : sessions) {
            session.wake();
        }
    }

    /// Called by a session that has nothing left to send.
    void caughtUp() {
        var slowest = Long.MAX_VALUE;
        for (var session : sessions) {
            slowest = Math.min(slowest, session.position());
        }
        ring.forgetThrough(slowest);
    }
}
