package dev.darkroom.schema;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/// Holds a service back until api-service has migrated the database to the version this build was written for. It is
/// the first of the lifecycle, so no consumer, relay or port is open before.
public final class SchemaGate implements SmartLifecycle {

    /// The version this build needs; rises with each migration.
    public static final int NEEDED = 5;

    private static final Logger log = LoggerFactory.getLogger(SchemaGate.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final JdbcTemplate jdbc;
    private final Duration patience;
    private volatile boolean open;

    public SchemaGate(JdbcTemplate jdbc, Duration patience) {
        this.jdbc = jdbc;
        this.patience = patience;
    }

    @Override
    public void start() {
        var looks = Math.max(1, patience.dividedBy(LOOK_EVERY));
        for (long look = 0; look < looks; look++) {
            if (migrated()) {
                open = true;
                return;
            }
            if (look == 0) {
                log.atInfo().addKeyValue("needed", NEEDED).log("waiting for the database schema");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new SchemaMissing(patience);
    }

    private boolean migrated() {
        try {
            return Boolean.TRUE.equals(jdbc.queryForObject("""
                    select coalesce(max(version::int), 0) >= ?
                      from flyway_schema_history
                     where success and version is not null
                    """, Boolean.class, NEEDED));
        } catch (DataAccessException notYet) {
            return false;
        }
    }

    @Override
    public void stop() {
        open = false;
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    /// The schema did not come: start api-service first, or look at its log.
    static final class SchemaMissing extends RuntimeException {

        private static final long serialVersionUID = 1;

        SchemaMissing(Duration patience) {
            super("the database has no schema of version " + NEEDED + " after " + patience.toSeconds()
                    + " s; start api-service, which migrates it, and look at its log");
        }
    }
}
