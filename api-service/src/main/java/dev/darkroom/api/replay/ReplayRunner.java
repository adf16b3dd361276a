package dev.darkroom.api.replay;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Takes the steps of replays on one thread for as long as the service is up: one replay after another's start, and
/// whatever a process left behind that is gone. A database that is away is waited out.
final class ReplayRunner implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ReplayRunner.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Steps steps;
    private final Semaphore woken = new Semaphore(0);
    private @Nullable Thread thread;

    ReplayRunner(Steps steps) {
        this.steps = steps;
    }

    /// There is something to do, committed just now.
    void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    private void run() {
        var troubled = false;
        while (!Thread.currentThread().isInterrupted()) {
            Duration wait;
            try {
                wait = steps.tick();
                if (troubled) {
                    log.info("replays go on");
                    troubled = false;
                }
            } catch (RuntimeException away) {
                if (!troubled && !Thread.currentThread().isInterrupted()) {
                    log.atWarn()
                            .addKeyValue("cause", away.getMessage())
                            .log("a replay's step could not be taken; nothing of it is stored and it is tried again");
                }
                troubled = true;
                wait = PAUSE;
            }
            try {
                await(wait);
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    /// Waits for a wake, at most that long: that is how a replay of another process that died is found.
    private void await(Duration atMost) throws InterruptedException {
        if (woken.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            woken.drainPermits();
        }
    }

    @Override
    public synchronized void start() {
        thread = Thread.ofPlatform().name("replay-runner").start(this::run);
    }

    @Override
    public synchronized void stop() {
        var running = thread;
        if (running != null) {
            running.interrupt();
            try {
                running.join(Duration.ofSeconds(12));
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
