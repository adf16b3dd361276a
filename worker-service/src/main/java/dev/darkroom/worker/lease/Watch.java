package dev.darkroom.worker.lease;

import dev.darkroom.worker.settings.WorkerSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Keeps the lease while the service runs: beats and compares on one thread, reaps and sweeps on another, so that a
/// long sweep never delays a beat.
@Component
class Watch implements SmartLifecycle {

    private final WorkerSettings settings;
    private final Lease lease;
    private final Comparison comparison;
    private final Reaper reaper;
    private final Overdue overdue;
    private final Sweeper sweeper;
    private final Farewell farewell;
    private @Nullable Rounds beats;
    private @Nullable Rounds reaping;
    private @Nullable Rounds sweeping;

    Watch(
            WorkerSettings settings,
            Lease lease,
            Comparison comparison,
            Reaper reaper,
            Overdue overdue,
            Sweeper sweeper,
            Farewell farewell) {
        this.settings = settings;
        this.lease = lease;
        this.comparison = comparison;
        this.reaper = reaper;
        this.overdue = overdue;
        this.sweeper = sweeper;
        this.farewell = farewell;
    }

    @Override
    public synchronized void start() {
        var beat = settings.lease().beatEvery();
        beats = new Rounds("lease", beat, this::beat);
        reaping = new Rounds("reaper", beat, this::reap);
        sweeping = new Rounds("sweeper", settings.sweep().every(), sweeper::tick);
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
        close(reaping);
        close(sweeping);
        farewell.finish();
        close(beats);
        beats = null;
        farewell.leave();
    }

    private static void close(@Nullable Rounds rounds) {
        if (rounds != null) {
            rounds.close();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return beats != null;
    }

    /// Between the consumer, which stops first, and the outbox relay, which then sends what was given back.
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 4096;
    }
}
