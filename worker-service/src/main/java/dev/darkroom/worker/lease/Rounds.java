package dev.darkroom.worker.lease;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does one thing again and again on a thread of its own. A failing round is tried again after the same interval, with
/// one line when the trouble begins and one when it ends.
final class Rounds implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    private final String name;
    private final Duration interval;
    private final Runnable round;
    private final Thread thread;
    private boolean troubled;

    Rounds(String name, Duration interval, Runnable round) {
        this.name = name;
        this.interval = interval;
        this.round = round;
        this.thread = Thread.ofPlatform().name(name).start(this::run);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                once();
                TimeUnit.NANOSECONDS.sleep(interval.toNanos());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void once() {
        try {
            round.run();
            if (troubled) {
                log.atInfo().addKeyValue("rounds", name).log("works again");
            }
            troubled = false;
        } catch (RuntimeException failed) {
            if (!troubled) {
                log.atWarn()
                        .setCause(failed)
                        .addKeyValue("rounds", name)
                        .log("a round failed; it is tried again at its usual interval");
            }
            troubled = true;
        }
    }

    /// Returns when the round in hand has ended, at most ten seconds later.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
