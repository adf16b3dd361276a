package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Ending;
import dev.darkroom.notifier.protocol.Frame;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Sends the clients away before this process stops: nobody new comes in, each session hears when to come back, and is
/// served until that moment, when it closes. The moments are spread over the drain, so that no other instance is
/// stormed.
public final class Farewell implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Farewell.class);

    /// A client that does not read cannot be told; it finds out by itself.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final long LOOK_EVERY_MILLIS = 20;

    private final Sessions sessions;
    private final Duration drain;
    private final RandomGenerator random;
    private final LongSupplier nanos;
    private volatile boolean open;

    Farewell(Sessions sessions, Duration drain, RandomGenerator random, LongSupplier nanos) {
        this.sessions = sessions;
        this.drain = drain;
        this.random = random;
        this.nanos = nanos;
    }

    /// Whether new sessions may come in.
    public boolean isOpen() {
        return open;
    }

    @Override
    public void start() {
        open = true;
    }

    /// @param after how long after the beginning of the drain it closes
    private record Leaving(Session session, Duration after) {}

    /// In the last phase of the lifecycle, so the first to stop: before the inbox and long before the web server.
    @Override
    public void stop() {
        open = false;
        var began = nanos.getAsLong();
        var leaving = sessions.all()
                .map(session -> new Leaving(session, Duration.ofMillis(random.nextLong(drain.toMillis() + 1))))
                .sorted(Comparator.comparing(Leaving::after))
                .toList();
        leaving.forEach(one -> one.session.say(new Frame.Reconnect(one.after)));
        try {
            sendAway(leaving, began);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        log.atInfo()
                .addKeyValue("sessions", leaving.size())
                .addKeyValue("left", sessions.count())
                .log("sessions were sent away; clients come back with their cursors");
    }

    private void sendAway(List<Leaving> leaving, long began) throws InterruptedException {
        for (var one : leaving) {
            awaitNobodyUntil(began + one.after.toNanos());
            one.session.end(Ending.RESTART);
        }
        // Whoever passed the gate at the last moment.
        sessions.all().forEach(session -> session.end(Ending.RESTART));
        awaitNobodyUntil(nanos.getAsLong() + PATIENCE.toNanos());
    }

    private void awaitNobodyUntil(long moment) throws InterruptedException {
        while (!sessions.isEmpty() && moment - nanos.getAsLong() > 0) {
            var left = TimeUnit.NANOSECONDS.toMillis(moment - nanos.getAsLong());
            TimeUnit.MILLISECONDS.sleep(Math.clamp(left, 1, LOOK_EVERY_MILLIS));
        }
    }

    @Override
    public boolean isRunning() {
        return open;
    }
}
