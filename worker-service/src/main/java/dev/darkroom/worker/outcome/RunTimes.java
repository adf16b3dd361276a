package dev.darkroom.worker.outcome;

import dev.darkroom.contract.GenerationSnapshot.Status;
import dev.darkroom.meters.AfterCommit;
import dev.darkroom.meters.Objectives;
import dev.darkroom.worker.meters.MeterNames;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;

/// How long runs take, from acceptance to the committed end, by the database's clock alone.
final class RunTimes {

    private final Timer complete;
    private final Timer failed;

    RunTimes(MeterRegistry meters) {
        this.complete = timer(meters, Status.COMPLETE);
        this.failed = timer(meters, Status.FAILED);
    }

    private static Timer timer(MeterRegistry meters, Status outcome) {
        return Objectives.timer(
                        MeterNames.DURATION,
                        500,
                        1_000,
                        2_500,
                        5_000,
                        10_000,
                        20_000,
                        30_000,
                        60_000,
                        120_000,
                        300_000,
                        900_000)
                .description("from acceptance, retry or replay to the committed end of the run")
                .tag("outcome", outcome.name())
                .register(meters);
    }

    record Ran(Status outcome, Duration took) {}

    /// Joins the caller's transaction: runs that are rolled back have not ended.
    void record(Collection<Ran> ended) {
        AfterCommit.run(
                () -> ended.forEach(ran -> (ran.outcome() == Status.COMPLETE ? complete : failed).record(ran.took())));
    }
}
