package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Cursor;
import dev.darkroom.notifier.protocol.Frame;
import dev.darkroom.notifier.protocol.Resume;
import dev.darkroom.notifier.protocol.StoredEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// What one session has to send of its owner's stream, in order: replay first, then live, with a gap wherever
/// something is missing. Used by the session's drain; others only look at its position.
final class Script {

    private final Visit visit;
    private final Audience audience;
    private final Shelf shelf;
    private final Queue<Outgoing> lines = new ArrayDeque<>(1);
    private volatile @Nullable String epoch;
    private volatile long position;
    private long through;

    /// Of a client without a cursor: how many of the oldest unacknowledged events are still to come, and after which.
    private volatile int unseen;

    private long unacknowledgedThrough;
    private boolean isCutShort;

    Script(Visit visit, Audience audience, Shelf shelf) {
        this.visit = visit;
        this.audience = audience;
        this.shelf = shelf;
    }

    boolean isOpen() {
        return epoch != null;
    }

    String epoch() {
        return String.valueOf(epoch);
    }

    /// The newest event this session needs no more.
    long position() {
        return position;
    }

    /// There is more to show, perhaps because the database was away.
    boolean isBehind() {
        return epoch == null || unseen > 0 || position < audience.head();
    }

    /// Reads where the session goes on. Nothing has changed when it throws.
    Frame.Welcome open(Duration pingEvery) {
        var stream = shelf.state(visit.pass().ownerId());
        var resume = Resume.of(visit.after(), stream);
        through = resume.through();
        position = through;
        var replayed = 0L;
        switch (resume) {
            case Resume.FromCursor cursor -> {
                if (cursor.start() > cursor.after()) {
                    lines.add(gap(stream.epoch(), cursor.after() + 1, cursor.start()));
                }
                position = cursor.start();
                replayed = cursor.count();
            }
            case Resume.FromNothing _ -> lines.add(gap(stream.epoch(), 1, through));
            case Resume.FromUnacknowledged _ -> {
                unseen = (int) Math.min(stream.unacknowledged(), shelf.mostUnacknowledged());
                isCutShort = stream.unacknowledged() > unseen;
                replayed = unseen;
                if (unseen == 0) {
                    lines.add(endOfReplay(stream.epoch()));
                }
            }
        }
        epoch = stream.epoch();
        audience.stands(stream.tally());
        return new Frame.Welcome(visit.id(), stream, resume, replayed, pingEvery);
    }

    /// Null when nothing is left just now.
    @Nullable Outgoing next() {
        if (lines.isEmpty() && unseen > 0) {
            refillUnacknowledged();
        }
        if (lines.isEmpty() && position < audience.head()) {
            refill();
        }
        return lines.poll();
    }

    /// Some may have been acknowledged elsewhere since the session was opened: a client that counts what it was
    /// promised would wait for them.
    private void refillUnacknowledged() {
        var oldest = shelf.unacknowledged(visit.pass().ownerId(), unacknowledgedThrough, through, unseen);
        oldest.forEach(event -> lines.add(new Outgoing.Show(event, true)));
        unseen = oldest.isEmpty() ? 0 : unseen - oldest.size();
        if (!oldest.isEmpty()) {
            unacknowledgedThrough = oldest.getLast().seq();
        } else if (!isCutShort) {
            lines.add(new Outgoing.Say(new Frame.State(audience.unacknowledged(), List.of())));
        }
        if (unseen == 0) {
            lines.add(endOfReplay(epoch()));
        }
    }

    /// In the order of the events, unlike a ping, which overtakes them.
    private Outgoing endOfReplay(String epoch) {
        return isCutShort && unacknowledgedThrough < through
                ? gap(epoch, unacknowledgedThrough + 1, through)
                : new Outgoing.Reached(new Cursor(epoch, through));
    }

    /// The event has left.
    void sent(StoredEvent event) {
        position = Math.max(position, event.seq());
    }

    /// From the ring if it holds the very next event, else from the ledger. What neither holds has expired, and the
    /// client is told.
    private void refill() {
        var head = audience.head();
        var ready = audience.after(position);
        var later = ready.isEmpty() ? shelf.after(visit.pass().ownerId(), position) : ready;
        var next = later.isEmpty() ? head + 1 : later.getFirst().seq();
        if (next > position + 1) {
            lines.add(gap(epoch(), position + 1, next - 1));
            position = next - 1;
        }
        later.forEach(event -> lines.add(new Outgoing.Show(event, event.seq() <= through)));
    }

    private static Outgoing gap(String epoch, long from, long to) {
        return new Outgoing.Say(new Frame.Gap(epoch, from, to));
    }
}
