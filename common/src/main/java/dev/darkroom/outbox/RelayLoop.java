package dev.darkroom.outbox;

import dev.darkroom.topics.TopicsAtHand;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Runs the relay on one thread for as long as the service is up. Troubles with Kafka or PostgreSQL are waited out,
/// 250 ms doubling to 5 s, one line when they begin and one when they end.
final class RelayLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RelayLoop.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final OutboxRelay relay;
    private final RelayBell bell;
    private final TopicsAtHand topics;
    private final Duration patience;
    private final RelayMeters meters;
    private @Nullable Thread thread;

    RelayLoop(OutboxRelay relay, RelayBell bell, TopicsAtHand topics, Duration patience, RelayMeters meters) {
        this.relay = relay;
        this.bell = bell;
        this.topics = topics;
        this.patience = patience;
        this.meters = meters;
    }

    private void run() {
        var pause = SHORTEST_PAUSE;
        var troubled = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                topics.ensure();
                var pass = relay.tick();
                meters.count(pass);
                if (troubled && pass.failed() == 0) {
                    log.info("the outbox flows again");
                    troubled = false;
                }
                pause = SHORTEST_PAUSE;
                if (!pass.full() || pass.failed() > 0) {
                    bell.await(patience);
                }
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException away) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                if (!troubled) {
                    log.atWarn()
                            .addKeyValue("cause", away.getMessage())
                            .log("the outbox cannot be emptied now; rows are kept and it is tried again");
                }
                troubled = true;
                try {
                    Thread.sleep(pause);
                } catch (InterruptedException stop) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    @Override
    public synchronized void start() {
        thread = Thread.ofPlatform().name("outbox-relay").start(this::run);
    }

    /// Stops after the services' own writers, so that what they committed last still leaves with this process.
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 8192;
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
