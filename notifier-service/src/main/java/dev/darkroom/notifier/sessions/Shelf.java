package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.ledger.Notifications;
import dev.darkroom.notifier.ledger.Outage;
import dev.darkroom.notifier.ledger.Streams;
import dev.darkroom.notifier.protocol.StoredEvent;
import dev.darkroom.notifier.protocol.StreamState;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import org.springframework.dao.QueryTimeoutException;

/// The ledger as sessions read it: a few at a time, so that ten thousand clients who come back at once leave the
/// inbox its connections.
final class Shelf {

    /// While the database answers, a turn comes. Whoever gave up would only queue again behind everybody else: with ten
    /// thousand newcomers, all of them several times a second, until nobody gets anywhere.
    private static final long PATIENCE_SECONDS = 30;

    /// While it does not, nobody waits long: the session has an ending to send, perhaps.
    private static final long OUTAGE_PATIENCE_SECONDS = 1;

    private final Streams streams;
    private final Notifications notifications;
    private final Reading reading;
    private final Semaphore turns;
    private final Outage outage =
            new Outage(LoggerFactory.getLogger(Shelf.class), "sessions stay open and are served later");

    Shelf(Streams streams, Notifications notifications, Reading reading) {
        this.streams = streams;
        this.notifications = notifications;
        this.reading = reading;
        this.turns = new Semaphore(reading.readers(), true);
    }

    StreamState state(UUID owner) {
        return inTurn(() -> streams.state(owner));
    }

    List<StoredEvent> after(UUID owner, long seq) {
        return inTurn(() -> notifications.after(owner, seq, reading.page()));
    }

    /// Most events for a client without a cursor.
    int mostUnacknowledged() {
        return reading.unacknowledged();
    }

    /// @param most no more than these, nor than a page
    List<StoredEvent> unacknowledged(UUID owner, long seq, long through, int most) {
        return inTurn(() -> notifications.unacknowledged(owner, seq, through, Math.min(most, reading.page())));
    }

    /// @throws org.springframework.dao.DataAccessException when the database is away, or the turn does not come; the
    ///     session tries again with the next beat
    private <T> T inTurn(Supplier<T> read) {
        try {
            var patience = outage.isGoing() ? OUTAGE_PATIENCE_SECONDS : PATIENCE_SECONDS;
            if (!turns.tryAcquire(patience, TimeUnit.SECONDS)) {
                throw new QueryTimeoutException("too many sessions read just now");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new QueryTimeoutException("stopped while waiting for a turn to read", stop);
        }
        try {
            var found = read.get();
            outage.over();
            return found;
        } catch (RuntimeException away) {
            outage.met(away);
            throw away;
        } finally {
            turns.release();
        }
    }
}
