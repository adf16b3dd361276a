package dev.darkroom.notifier.acknowledge;

import dev.darkroom.notifier.meters.MeterNames;
import dev.darkroom.notifier.protocol.Acknowledged;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Acknowledges for an owner: durable before it returns, idempotent, and the first time stays. What is not in the
/// owner's inbox, because it is another's or has expired, changes nothing and is no error.
@Component
public final class Acknowledgements {

    /// Events of one transaction and of one `state` frame, which stays below 64 KiB with that many.
    static final int TOGETHER = 500;

    private final AcknowledgementRows rows;
    private final TransactionTemplate transaction;
    private final List<Witness> witnesses;
    private final Counter acknowledged;

    /// Writers at once: devices that all acknowledge after a storm leave the inbox its connections.
    private final Semaphore turns = new Semaphore(4, true);

    private static final long PATIENCE_SECONDS = 5;

    Acknowledgements(
            AcknowledgementRows rows, TransactionTemplate transaction, List<Witness> witnesses, MeterRegistry meters) {
        this.rows = rows;
        this.transaction = transaction;
        this.witnesses = List.copyOf(witnesses);
        this.acknowledged = meters.counter(MeterNames.ACKNOWLEDGED);
    }

    /// @param session the one that asks; null for a request
    /// @return how the stream stands afterwards, with the changes of the last part only
    /// @throws org.springframework.dao.DataAccessException while the database is away; nothing has changed then,
    ///     or it is safe to ask again
    public Acknowledged events(UUID owner, @Nullable String session, Collection<UUID> eventIds) {
        var ids = eventIds.stream().distinct().toList();
        return inParts(owner, session, part -> {
            var from = Math.min(part * TOGETHER, ids.size());
            var some = ids.subList(from, Math.min(from + TOGETHER, ids.size()));
            return new Part(rows.acknowledge(owner, some), from + TOGETHER >= ids.size());
        });
    }

    /// Everything up to and including number `seq`.
    ///
    /// @return as [#events]
    /// @throws org.springframework.dao.DataAccessException as [#events]
    public Acknowledged through(UUID owner, @Nullable String session, long seq) {
        return inParts(owner, session, _ -> {
            var changes = rows.acknowledgeThrough(owner, seq, TOGETHER);
            return new Part(changes, changes.size() < TOGETHER);
        });
    }

    private record Part(List<Acknowledged.Change> changes, boolean isLast) {}

    private record Step(Acknowledged result, boolean isLast) {}

    /// Each part is a transaction of its own: an inbox that waits for the stream's lock waits for one part only.
    private Acknowledged inParts(UUID owner, @Nullable String session, Function<Integer, Part> parts) {
        for (int part = 0; ; part++) {
            var number = part;
            var step = inTurn(() -> transaction.execute(_ -> {
                var before = rows.lock(owner);
                var done = parts.apply(number);
                var after = rows.settle(owner, before, done.changes().size());
                return new Step(new Acknowledged(after, done.changes()), done.isLast());
            }));
            if (!step.result().changes().isEmpty()) {
                acknowledged.increment(step.result().changes().size());
                witnesses.forEach(witness -> witness.acknowledged(owner, session, step.result()));
            }
            if (step.isLast()) {
                return step.result();
            }
        }
    }

    private <T> T inTurn(Supplier<T> write) {
        try {
            if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new QueryTimeoutException("too many acknowledge just now");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new QueryTimeoutException("stopped while waiting for a turn to acknowledge", stop);
        }
        try {
            return write.get();
        } finally {
            turns.release();
        }
    }
}
