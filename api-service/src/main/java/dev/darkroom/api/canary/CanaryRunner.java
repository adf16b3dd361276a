package dev.darkroom.api.canary;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Looks once in each period for as long as the service serves.
final class CanaryRunner implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CanaryRunner.class);

    private final Canary canary;
    private final Perch perch;
    private final CanaryMeters meters;
    private final Clock clock;
    private final Duration every;
    private @Nullable Thread thread;

    CanaryRunner(Canary canary, Perch perch, CanaryMeters meters, Clock clock, Duration every) {
        this.canary = canary;
        this.perch = perch;
        this.meters = meters;
        this.clock = clock;
        this.every = every;
    }

    private void run() {
        try {
            while (true) {
                var now = clock.millis();
                var period = now / every.toMillis() + 1;
                Thread.sleep(period * every.toMillis() - now);
                tryToTick(period);
            }
        } catch (InterruptedException stop) {
            log.debug("the canary rests");
        }
    }

    /// A canary that ends with one fault would be missed by nobody but its own alert.
    private void tryToTick(long period) throws InterruptedException {
        try {
            tick(period);
        } catch (RuntimeException fault) {
            log.atError().setCause(fault).log("a look failed; the next one follows");
        }
    }

    private void tick(long period) throws InterruptedException {
        ensureAccount();
        var began = System.nanoTime();
        var outcome = canary.look(period);
        meters.count(outcome, Duration.ofNanos(System.nanoTime() - began));
    }

    /// A database that is away is no reason not to look: that is when looking matters.
    private void ensureAccount() {
        try {
            perch.ensure();
        } catch (DataAccessException | TransactionException away) {
            log.atDebug().setCause(away).log("the canary's account is looked after next time");
        }
    }

    @Override
    public boolean isAutoStartup() {
        return every.isPositive();
    }

    @Override
    public synchronized void start() {
        meters.begin(every);
        thread = Thread.ofVirtual().name("canary").start(this::run);
    }

    @Override
    public synchronized void stop() {
        var running = thread;
        if (running != null) {
            running.interrupt();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
