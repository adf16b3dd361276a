package dev.darkroom.worker.lease;

import dev.darkroom.rounds.Rounds;
import dev.darkroom.worker.settings.WorkerSettings;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Keeps the lease while the service runs: beats and compares on one thread, reaps and sweeps on another, so that a
/// long sweep never delays a beat.
@Component
class Watch implements SmartLifecycle {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Lease lease;
    private final Comparison comparison;
    private final Reaper reaper;
    private final Overdue overdue;
    private final Farewell farewell;
    private final Rounds beats;
    private final Rounds reaping;
    private final Rounds sweeping;

    Watch(
            WorkerSettings settings,
            Lease lease,
            Comparison comparison,
            Reaper reaper,
            Overdue overdue,
            Sweeper sweeper,
            Farewell farewell) {
        this.lease = lease;
        this.comparison = comparison;
        this.reaper = reaper;
        this.overdue = overdue;
        this.farewell = farewell;
        var beat = settings.lease().beatEvery();
        this.beats = rounds("lease", beat, this::beat, "the lease runs out");
        this.reaping = rounds("reaper", beat, this::reap, "jobs of dead workers wait");
        this.sweeping = rounds("sweeper", settings.sweep().every(), sweeper::tick, "lost records stay lost");
    }

    private static Rounds rounds(String name, Duration every, Runnable task, String meanwhile) {
        return Rounds.every(every, name, task, meanwhile).stoppingWithin(PATIENCE);
    }

    @Override
    public synchronized void start() {
        beats.start();
        reaping.start();
        sweeping.start();
    }

    private void reap() {
        lease.witness().ifPresent(reaper::tick);
        overdue.tick();
    }

    private void beat() {
        lease.beat();
        lease.worker().ifPresent(comparison::compare);
    }

    /// Called after the consumer has stopped: no job comes in any more, and the beats go on until the last has ended.
    @Override
    public synchronized void stop() {
        reaping.stop();
        sweeping.stop();
        farewell.finish();
        beats.stop();
        farewell.leave();
    }

    @Override
    public boolean isRunning() {
        return beats.isRunning();
    }

    /// Between the consumer, which stops first, and the outbox relay, which then sends what was given back.
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 4096;
    }
}
