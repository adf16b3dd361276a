package dev.darkroom.outbox;

import dev.darkroom.meters.SharedMeterNames;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;

/// What waits for Kafka. Every instance that has a relay tells the same of the one table. Read when
/// scraped, by one statement for both and at most every 3 s; NaN while the database does not answer.
final class OutboxGauges {

    private static final long FRESH_NANOS = Duration.ofSeconds(3).toNanos();
    private static final OutboxRows.Backlog UNKNOWN = new OutboxRows.Backlog(-1, Double.NaN);

    private final Supplier<OutboxRows.Backlog> read;
    private final LongSupplier nanos;
    private OutboxRows.Backlog last = UNKNOWN;
    private long readAt;

    /// @param nanos the monotonic clock
    OutboxGauges(OutboxRows rows, LongSupplier nanos, MeterRegistry meters) {
        this.read = rows::backlog;
        this.nanos = nanos;
        this.readAt = nanos.getAsLong() - FRESH_NANOS;
        Gauge.builder(SharedMeterNames.OUTBOX_PENDING, this, g -> rowsOrNaN(g.backlog()))
                .description("records that are due and not yet acknowledged by Kafka")
                .register(meters);
        Gauge.builder(SharedMeterNames.OUTBOX_OLDEST_AGE, this, g -> g.backlog().oldestSeconds())
                .description("how long the oldest due record has waited")
                .baseUnit("seconds")
                .register(meters);
    }

    private synchronized OutboxRows.Backlog backlog() {
        if (nanos.getAsLong() - readAt >= FRESH_NANOS) {
            try {
                last = read.get();
            } catch (DataAccessException away) {
                last = UNKNOWN;
            }
            readAt = nanos.getAsLong();
        }
        return last;
    }

    private static double rowsOrNaN(OutboxRows.Backlog backlog) {
        return backlog.rows() < 0 ? Double.NaN : backlog.rows();
    }
}
