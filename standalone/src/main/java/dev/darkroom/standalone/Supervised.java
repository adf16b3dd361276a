package dev.darkroom.standalone;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A part that is started again whenever it ends, until it is told to stop.
final class Supervised {

    /// A part that dies this often before it was ready once is not going to live.
    private static final int HOPELESS = 3;

    private final Part part;
    private final Consumer<String> say;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Backoff backoff = Backoff.NONE;
    private volatile @Nullable String lastEnd;
    private volatile long startedAt;

    /// Not started yet.
    ///
    /// @param say takes one line for each death
    Supervised(Part part, Consumer<String> say) {
        this.part = part;
        this.say = say;
    }

    Part part() {
        return part;
    }

    void start() {
        startedAt = System.nanoTime();
        Thread.ofVirtual().name(part.name()).start(this::keepAlive);
    }

    /// From now on the part is not started again; it runs on until it is stopped itself.
    void leaveAlone() {
        stopped.countDown();
        synchronized (this) {
            // whoever was about to start the part has done so now, or has seen that it is over
        }
    }

    /// Looks once.
    ///
    /// @param atMost how long after its start it must be up
    /// @throws CannotStart when it is not, or keeps dying
    boolean isUp(Duration atMost) {
        if (part.isAlive() && part.isReady()) {
            return true;
        }
        if (backoff.deaths() >= HOPELESS) {
            throw new CannotStart("%s does not come up, it %s; %s".formatted(part.name(), lastEnd, part.whereToLook()));
        }
        if (sinceStart().compareTo(atMost) > 0) {
            throw new CannotStart(
                    "%s is not up after %d s; %s".formatted(part.name(), atMost.toSeconds(), part.whereToLook()));
        }
        return false;
    }

    Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    private void keepAlive() {
        try {
            do {
                var start = System.nanoTime();
                var end = runOnce();
                backoff = backoff.afterDeath(Duration.ofNanos(System.nanoTime() - start));
                lastEnd = end;
                if (stopped.getCount() > 0) {
                    say.accept("%s %s; starting it again in %d s (log: %s)"
                            .formatted(part.name(), end, backoff.delay().toSeconds(), part.log()));
                }
            } while (!stopped.await(backoff.delay().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String runOnce() throws InterruptedException {
        try {
            synchronized (this) {
                if (stopped.getCount() == 0) {
                    return "was not started";
                }
                part.start();
            }
            return describe(part.process().awaitExit());
        } catch (CannotStart e) {
            return "could not be started: " + e.getMessage();
        }
    }

    private static String describe(int exitCode) {
        return exitCode > 128
                ? "was ended by signal %d".formatted(exitCode - 128)
                : "ended with exit code %d".formatted(exitCode);
    }
}
