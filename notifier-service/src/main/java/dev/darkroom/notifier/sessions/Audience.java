package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Acknowledged;
import dev.darkroom.notifier.protocol.Frame;
import dev.darkroom.notifier.protocol.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the open sessions of one owner share: the newest events, the highest number known here, and what is told beside
/// the stream.
final class Audience {

    private final Set<Session> sessions = ConcurrentHashMap.newKeySet(2);
    private final AtomicLong head = new AtomicLong();
    private final Ring ring;
    private volatile @Nullable ProgressBoard progress;
    private long revision;
    private long unacknowledged;

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

    void each(Consumer<Session> what) {
        for (var session : sessions) {
            what.accept(session);
        }
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
        wakeAll();
    }

    private void wakeAll() {
        for (var session : sessions) {
            session.wake();
        }
    }

    /// Tells every session but the one that knows already. News of two changes may come in the wrong order;
    /// the count of the later change is the one that is told.
    synchronized void acknowledged(@Nullable String knows, Acknowledged what) {
        if (what.revision() > revision) {
            revision = what.revision();
            unacknowledged = what.unacknowledged();
        }
        var frame = new Frame.State(new Acknowledged(revision, unacknowledged, what.changes()));
        for (var session : sessions) {
            if (!session.visit().id().equals(knows)) {
                session.say(frame);
            }
        }
    }

    void progressed(UUID generation, Instant at, String envelope, long nanos) {
        if (board().post(generation, at, envelope, nanos)) {
            wakeAll();
        }
    }

    private synchronized ProgressBoard board() {
        var present = progress;
        if (present == null) {
            present = new ProgressBoard();
            progress = present;
        }
        return present;
    }

    void settled(UUID generation) {
        var board = progress;
        if (board != null) {
            board.takeDown(generation);
        }
    }

    /// Called by the beat.
    void releaseProgress(long nanos, Instant now) {
        var board = progress;
        if (board != null && board.release(nanos, now)) {
            wakeAll();
        }
    }

    ProgressBoard.@Nullable Shown progressAfter(long stamp, Instant now) {
        var board = progress;
        return board == null ? null : board.after(stamp, now);
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
