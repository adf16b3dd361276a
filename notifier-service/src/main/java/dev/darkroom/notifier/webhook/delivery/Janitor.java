package dev.darkroom.notifier.webhook.delivery;

import dev.darkroom.rounds.Rounds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Once a minute: forgets deliveries that are too old, and counts what is pending. Any number of instances may do so
/// at once.
final class Janitor {

    private static final Logger log = LoggerFactory.getLogger(Janitor.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int AT_ONCE = 1_000;
    private static final int COUNTED_AT_MOST = 100_000;

    private final DueRows rows;
    private final Duration retention;
    private final InstantSource clock;
    private volatile double backlog = Double.NaN;

    Janitor(DueRows rows, Duration retention, InstantSource clock) {
        this.rows = rows;
        this.retention = retention;
        this.clock = clock;
    }

    /// As of the last look; NaN before the first and while the database is away.
    double backlog() {
        return backlog;
    }

    void tick() {
        try {
            backlog = rows.backlog(COUNTED_AT_MOST);
            var oldest = firstIdOf(clock.instant().minus(retention).toEpochMilli());
            while (rows.forget(oldest, AT_ONCE) == AT_ONCE
                    && !Thread.currentThread().isInterrupted()) {
                log.atDebug().addKeyValue("deliveries", AT_ONCE).log("deleted old deliveries; there are more");
            }
        } catch (DataAccessException | TransactionException away) {
            backlog = Double.NaN;
            throw away;
        }
    }

    /// The least UUIDv7 of a millisecond.
    static UUID firstIdOf(long millis) {
        return new UUID((millis << 16) | 0x7000, 0x8000_0000_0000_0000L);
    }

    Rounds rounds() {
        return Rounds.every(EVERY, "webhook-janitor", this::tick, "old deliveries stay for another minute");
    }
}
