package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Ending;
import dev.darkroom.notifier.protocol.Frame;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Sends the clients away before this process stops: nobody new comes in, each session hears when to come back,
/// spread so that the next process is not stormed, and closes.
public final class Farewell implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Farewell.class);

    /// A client that does not read cannot be told; it finds out by itself.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Sessions sessions;
    private final Duration spread;
    private final RandomGenerator random;
    private volatile boolean open;

    Farewell(Sessions sessions, Duration spread, RandomGenerator random) {
        this.sessions = sessions;
        this.spread = spread;
        this.random = random;
    }

    /// Whether new sessions may come in.
    public boolean isOpen() {
        return open;
    }

    @Override
    public void start() {
        open = true;
    }

    /// In the last phase of the lifecycle, so the first to stop: before the inbox and long before the web server.
    @Override
    public void stop() {
        open = false;
        var leaving = sessions.count();
        sessions.all().forEach(this::sendAway);
        for (long waited = 0; sessions.count() > 0 && waited < PATIENCE.toMillis(); waited += 20) {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        log.atInfo()
                .addKeyValue("sessions", leaving)
                .addKeyValue("left", sessions.count())
                .log("sessions were sent away; clients come back with their cursors");
    }

    private void sendAway(Session session) {
        session.say(new Frame.Reconnect(Duration.ofMillis(random.nextLong(spread.toMillis() + 1))));
        session.end(Ending.RESTART);
    }

    @Override
    public boolean isRunning() {
        return open;
    }
}
