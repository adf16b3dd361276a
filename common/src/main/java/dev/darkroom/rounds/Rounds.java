package dev.darkroom.rounds;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/// Does one thing again and again from start to stop, and goes on after a round that failed.
///
/// On a thread of the platform: what keeps time must not wait until others yield. Each start begins a new one, so
/// rounds that were stopped can be started again.
public final class Rounds implements SmartLifecycle {

    /// Long enough for a statement that is under way; a round that may take longer says so.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String name;
    private final Round round;
    private final Trouble trouble;
    private final Options options;
    private final Semaphore woken = new Semaphore(0);
    private volatile @Nullable Thread thread;

    private record Options(int phase, Duration patience, Runnable last) {}

    private Rounds(String name, Round round, Trouble trouble, Options options) {
        this.name = name;
        this.round = round;
        this.trouble = trouble;
        this.options = options;
    }

    /// Rounds that say themselves how long they rest. A failed one is tried again after 250 ms, doubling to 5 s.
    ///
    /// @param meanwhile what happens while a round fails, for the log
    public static Rounds of(String name, Round round, String meanwhile) {
        var trouble = new Trouble(name, meanwhile, Duration.ofMillis(250), Duration.ofSeconds(5));
        return new Rounds(name, round, trouble, new Options(DEFAULT_PHASE, PATIENCE, () -> {}));
    }

    /// Rounds with the same rest after each, failed or not; the first begins at once.
    ///
    /// @param meanwhile what happens while a round fails, for the log
    public static Rounds every(Duration rest, String name, Runnable task, String meanwhile) {
        Round round = () -> {
            task.run();
            return rest;
        };
        var trouble = new Trouble(name, meanwhile, rest, rest);
        return new Rounds(name, round, trouble, new Options(DEFAULT_PHASE, PATIENCE, () -> {}));
    }

    /// @param phase the later, the sooner it is stopped
    public Rounds inPhase(int phase) {
        return new Rounds(name, round, trouble, new Options(phase, options.patience, options.last));
    }

    /// @param atMost how long a stop waits for the round in hand
    public Rounds stoppingWithin(Duration atMost) {
        return new Rounds(name, round, trouble, new Options(options.phase, atMost, options.last));
    }

    /// @param last done after the last round, on the same thread
    public Rounds lastly(Runnable last) {
        return new Rounds(name, round, trouble, new Options(options.phase, options.patience, last));
    }

    /// There is something to do: the rest in hand ends now, or the next one before it begins.
    public void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    @Override
    public synchronized void start() {
        var starting = Thread.ofPlatform().name(name).unstarted(this::run);
        thread = starting;
        starting.start();
    }

    private void run() {
        try {
            while (goesOn()) {
                rest(once());
            }
        } catch (InterruptedException stop) {
            // as below
        }
        var _ = Thread.interrupted(); // the last thing is not broken off
        options.last.run();
    }

    /// Asked of the field, because a driver or a client may swallow the interruption.
    private boolean goesOn() {
        return Thread.currentThread().equals(thread);
    }

    private Duration once() throws InterruptedException {
        try {
            var rest = round.go();
            trouble.over();
            return rest;
        } catch (RuntimeException failed) {
            return goesOn() ? trouble.met(failed) : Duration.ZERO;
        }
    }

    private void rest(Duration atMost) throws InterruptedException {
        if (woken.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            woken.drainPermits();
        }
    }

    /// Returns when the round in hand has ended, or without it when that takes too long.
    @Override
    public synchronized void stop() {
        var running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join(options.patience);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public int getPhase() {
        return options.phase;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
