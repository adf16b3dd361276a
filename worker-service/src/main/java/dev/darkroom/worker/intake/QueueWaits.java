package dev.darkroom.worker.intake;

import dev.darkroom.meters.Objectives;
import dev.darkroom.worker.job.Budget;
import dev.darkroom.worker.meters.MeterNames;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// How long an attempt that was due has waited for a worker, by the database's clock alone.
final class QueueWaits {

    private final Timer first;
    private final Timer later;

    QueueWaits(MeterRegistry meters) {
        this.first = timer(meters, "first");
        this.later = timer(meters, "later");
    }

    private static Timer timer(MeterRegistry meters, String attempt) {
        return Objectives.timer(
                        MeterNames.QUEUE_WAIT, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000)
                .description("from the moment an attempt was due to its claim")
                .tag("attempt", attempt)
                .register(meters);
    }

    /// @param budget of the run, the claimed attempt included
    void record(Budget budget, Duration waited) {
        (budget.made() <= 1 ? first : later).record(waited);
    }
}
