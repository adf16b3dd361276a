package dev.darkroom.web;

import dev.darkroom.batch.GroupCommit;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.CannotCreateTransactionException;

/// Tells a failure that passes by itself, such as a database that is away, from a fault of ours.
final class Outage {

    /// Long enough for a restarted database to take connections again.
    private static final Duration DATABASE_AWAY = Duration.ofSeconds(5);

    private static final Duration QUEUE_FULL = Duration.ofSeconds(1);

    private Outage() {}

    /// Reads one link of a cause chain.
    static @Nullable Problem in(Throwable thrown) {
        return switch (thrown) {
            case GroupCommit.Full _ ->
                new Problem(ProblemCode.UNAVAILABLE, "More is arriving than can be written.", QUEUE_FULL);
            case DataAccessResourceFailureException _,
                    TransientDataAccessResourceException _,
                    RecoverableDataAccessException _,
                    QueryTimeoutException _,
                    CannotCreateTransactionException _,
                    SQLTransientConnectionException _ -> databaseAway();
            case SQLException sql when ofConnection(sql.getSQLState()) || closedByPool(sql) -> databaseAway();
            default -> null;
        };
    }

    private static Problem databaseAway() {
        return new Problem(ProblemCode.UNAVAILABLE, "The database does not answer.", DATABASE_AWAY);
    }

    /// What the pool says when a connection that broke in the middle of a transaction is to be rolled back; this
    /// failure then hides the one before it.
    private static boolean closedByPool(SQLException sql) {
        return sql.getSQLState() == null && "Connection is closed".equals(sql.getMessage());
    }

    /// Class 08 is the connection, 53 a lack of room, 57P the server shutting down or starting up.
    private static boolean ofConnection(@Nullable String state) {
        return state != null && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P"));
    }
}
