package dev.darkroom.notifier.inbox;

import dev.darkroom.meters.Objectives;
import dev.darkroom.notifier.meters.MeterNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;

/// Counts what a poll brought, and how old it was when it was numbered.
final class InboxMeters {

    private final Counter inboxed;
    private final Counter duplicates;
    private final Counter unreadable;
    private final Timer lag;
    private final InstantSource clock;

    InboxMeters(MeterRegistry meters, InstantSource clock) {
        this.inboxed = meters.counter(MeterNames.EVENTS_INBOXED);
        this.duplicates = meters.counter(MeterNames.DUPLICATES);
        this.unreadable = meters.counter(MeterNames.UNREADABLE);
        this.lag = Objectives.timer(
                        MeterNames.INBOX_LAG, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
                .description("from the event's own time to its number in the inbox")
                .register(meters);
        this.clock = clock;
    }

    /// After the commit.
    void unfit(int letters) {
        unreadable.increment(letters);
    }

    /// After the commit.
    ///
    /// @param arrived events of the poll, those that were known included
    void numbered(int arrived, Numbering stored) {
        var fresh = stored.rows();
        inboxed.increment(fresh.size());
        duplicates.increment(arrived - fresh.size());
        var now = clock.instant();
        for (var row : fresh) {
            // a producer whose clock is ahead counts as no delay
            var age = Duration.between(row.arrival().at(), now);
            lag.record(age.isNegative() ? Duration.ZERO : age);
        }
    }
}
