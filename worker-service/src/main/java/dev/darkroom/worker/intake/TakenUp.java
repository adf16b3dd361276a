package dev.darkroom.worker.intake;

import dev.darkroom.worker.lease.JobsInHand;
import dev.darkroom.worker.outcome.Progress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Tells live sessions that a picture is being made, once that has taken a moment. Where the AI server answers at once
/// the end says more, so the busiest path pays with one alarm a poll and no record.
@Component
class TakenUp {

    private static final Logger log = LoggerFactory.getLogger(TakenUp.class);

    /// Too short for anybody who waits to miss anything, and longer than an immediate answer takes to be committed.
    private static final Duration A_MOMENT = Duration.ofMillis(250);

    private final JobsInHand jobs;
    private final Progress progress;
    private final ScheduledExecutorService alarms;

    TakenUp(JobsInHand jobs, Progress progress, ScheduledExecutorService alarms) {
        this.jobs = jobs;
        this.progress = progress;
        this.alarms = alarms;
    }

    /// Returns at once and never fails: the claim stands whether anybody hears of it or not.
    void tellSoon(List<Claimed> taken) {
        if (taken.isEmpty()) {
            return;
        }
        try {
            var _ = alarms.schedule(() -> tell(taken), A_MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            log.debug("the process stops; nobody is told of what it claimed last");
        }
    }

    private void tell(List<Claimed> taken) {
        taken.stream().filter(one -> jobs.isAtWork(one.job())).forEach(one -> progress.changed(one.row(), one.at()));
    }
}
