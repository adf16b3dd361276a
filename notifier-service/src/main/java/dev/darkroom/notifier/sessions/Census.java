package dev.darkroom.notifier.sessions;

import dev.darkroom.rounds.Rounds;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;

/// Writes down every 5 s how many sessions are open here, so that operators see the sum wherever they ask.
/// The row goes with the process; one that was killed leaves a row that says since when it is silent.
final class Census {

    private static final Logger log = LoggerFactory.getLogger(Census.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final UUID id;
    private final Sessions sessions;
    private final JdbcTemplate jdbc;

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

    /// Sessions are counted until the last of them has gone.
    Rounds rounds() {
        return Rounds.every(EVERY, "census", this::tick, "the sessions are counted again in a few seconds")
                .inPhase(Integer.MAX_VALUE - 300)
                .lastly(this::leave);
    }

    private void leave() {
        try {
            jdbc.update("delete from notifier where id = ?", id);
        } catch (DataAccessException | TransactionException away) {
            log.atDebug().setCause(away).log("its row stays behind and is counted no more");
        }
    }
}
