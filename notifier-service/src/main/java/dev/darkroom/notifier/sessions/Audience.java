package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Acknowledged;
import dev.darkroom.notifier.protocol.Frame;
import dev.darkroom.notifier.protocol.StoredEvent;
import dev.darkroom.notifier.protocol.Tally;
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
    private volatile Tally tally = Tally.NONE;

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

    /// The stream as the database has it: its head, and what is unacknowledged.
    void stands(Tally told) {
        counted(told);
        headIsAtLeast(told.head());
    }

    private synchronized void counted(Tally told) {
        tally = tally.or(told);
    }

    /// Of all events up to the head that is known here. Nobody reads for it: it stands in what was read anyway.
    long unacknowledged() {
        return tally.at(head.get());
    }

    Frame.Ping ping() {
        return new Frame.Ping(head.get(), tally.known() ? unacknowledged() : null);
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

    /// Tells every session but the one that knows already. News of two changes may come in the wrong order; the
    /// count of the later one is told.
    synchronized void acknowledged(@Nullable String knows, Acknowledged what) {
        counted(what.tally());
        var frame = new Frame.State(unacknowledged(), what.changes());
        for (var session : sessions) {
            if (!session.visit().id().equals(knows)) {
                session.say(frame);
            }
        }
    }

    /// Tells the one who acknowledged how the stream stands: perhaps later than what was written down for it.
    synchronized void answer(Session asker, @Nullable String id, Acknowledged what) {
        counted(what.tally());
        asker.say(new Frame.Ok(id, unacknowledged()));
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
