package dev.darkroom.notifier.sessions;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;

/// Writes down every 5 s how many sessions are open here, so that operators see the sum wherever they ask.
/// The row goes with the process; one that was killed leaves a row that says since when it is silent.
final class Census implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Census.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final UUID id;
    private final Sessions sessions;
    private final JdbcTemplate jdbc;
    private @Nullable Thread thread;

    /// @param id of this process
    Census(UUID id, Sessions sessions, JdbcTemplate jdbc) {
        this.id = id;
        this.sessions = sessions;
        this.jdbc = jdbc;
    }

    private static final String COUNTED = """
            with silent as (
                delete from notifier
                 where beat_at < now() - interval '1 day'
            )
            insert into notifier (id, sessions)
            values (?, ?)
                on conflict (id) do update
               set beat_at = now(), sessions = excluded.sessions
            """;

    void tick() {
        jdbc.update(COUNTED, id, sessions.count());
    }

    private void run() {
        try {
            while (true) {
                tryToTick();
                TimeUnit.NANOSECONDS.sleep(EVERY.toNanos());
            }
        } catch (InterruptedException stop) {
            leave();
        }
    }

    private void tryToTick() {
        try {
            tick();
        } catch (DataAccessException | TransactionException away) {
            log.atDebug().setCause(away).log("the sessions are counted again in a few seconds");
        }
    }

    private void leave() {
        try {
            jdbc.update("delete from notifier where id = ?", id);
        } catch (DataAccessException | TransactionException away) {
            log.atDebug().setCause(away).log("its row stays behind and is counted no more");
        }
    }

    @Override
    public synchronized void start() {
        thread = Thread.ofVirtual().name("census").start(this::run);
    }

    @Override
    public synchronized void stop() {
        var running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join(Duration.ofSeconds(2));
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Sessions are counted until the last of them has gone.
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 300;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
