package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.StoredEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The newest events of one owner, without a hole between them, while some session has not sent them yet.
final class Ring {

    private final int capacity;
    private final ArrayDeque<StoredEvent> events = new ArrayDeque<>(1);

    Ring(int capacity) {
        this.capacity = capacity;
    }

    /// What is known already is left out; what does not follow the last one begins the ring anew.
    synchronized void add(List<StoredEvent> fresh) {
        for (var event : fresh) {
            var last = events.peekLast();
            if (last != null && event.seq() <= last.seq()) {
                continue;
            }
            if (last != null && event.seq() != last.seq() + 1) {
                events.clear();
            }
            if (events.size() == capacity) {
                events.removeFirst();
            }
            events.addLast(event);
        }
    }

    /// Everything after `seq`, or nothing when the ring does not hold `seq + 1`: then the database is asked.
    synchronized List<StoredEvent> after(long seq) {
        var first = events.peekFirst();
        if (first == null || first.seq() > seq + 1) {
            return List.of();
        }
        var later = new ArrayList<StoredEvent>();
        for (var newest = events.descendingIterator(); newest.hasNext(); ) {
            var event = newest.next();
            if (event.seq() <= seq) {
                break;
            }
            later.add(event);
        }
        return later.reversed();
    }

    /// Lets go of what every session has sent, so that memory holds only what is on its way.
    synchronized void forgetThrough(long seq) {
        for (var first = events.peekFirst(); first != null && first.seq() <= seq; first = events.peekFirst()) {
            events.removeFirst();
        }
    }
}
