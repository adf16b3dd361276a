package dev.darkroom.notifier.retention;

import dev.darkroom.notifier.meters.MeterNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes the oldest notifications and raises their streams' watermarks in the same transaction: everything up to a
/// watermark is gone, everything above it is there.
final class Expiry {

    private final ExpiryRows rows;
    private final TransactionTemplate transaction;
    private final Duration kept;
    private final Counter expired;

    Expiry(ExpiryRows rows, TransactionTemplate transaction, Duration kept, MeterRegistry meters) {
        this.rows = rows;
        this.transaction = transaction;
        this.kept = kept;
        this.expired = meters.counter(MeterNames.EXPIRED);
    }

    /// @param most how many go at once, so that an inbox waits for a lock no longer than a moment
    /// @return how many are gone; 0 when nothing is old enough, or another instance is at it just now
    int step(int most) {
        var due = rows.due(kept, most);
        if (due.isEmpty()) {
            return 0;
        }
        int gone = transaction.execute(_ -> rows.take(due, rows.lock(due), most));
        expired.increment(gone);
        return gone;
    }
}
