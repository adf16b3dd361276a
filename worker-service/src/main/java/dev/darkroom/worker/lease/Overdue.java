package dev.darkroom.worker.lease;

import dev.darkroom.worker.job.Cause;
import dev.darkroom.worker.job.Ending;
import dev.darkroom.worker.job.ErrorCode;
import dev.darkroom.worker.job.Finished;
import dev.darkroom.worker.job.Outcome;
import dev.darkroom.worker.outcome.EndedGenerations;
import dev.darkroom.worker.outcome.Endings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Ends what is past its deadline: what waits for an attempt, and what was never picked up. A worker ends what it holds
/// by itself; only when it has not done so for a while is that ended here too, and its result fenced off.
@Component
class Overdue {

    private static final int BATCH = 500;
    private static final Cause NEVER_CAME =
            new Cause(ErrorCode.DEADLINE_EXCEEDED, "no attempt succeeded before the deadline");

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final EndedGenerations generations;
    private final Endings endings;

    Overdue(JdbcTemplate jdbc, TransactionTemplate transaction, EndedGenerations generations, Endings endings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.generations = generations;
        this.endings = endings;
    }

    private static final String OVERDUE = """
            select id, run, attempt, lease_owner
              from generation
             where stage is not null
               and deadline <= now()
               and (lease_owner is null or deadline <= now() - interval '5 seconds')
             order by deadline
             limit %d
               for update skip locked
            """.formatted(BATCH);

    /// @return how many were ended
    int tick() {
        var count = 0;
        while (true) {
            var ended = transaction.execute(_ -> generations.end(jdbc.query(OVERDUE, (row, _) -> overdue(row))));
            endings.tell(ended);
            count += ended.size();
            if (ended.size() < BATCH) {
                return count;
            }
        }
    }

    private static Finished overdue(ResultSet row) throws SQLException {
        return new Finished(
                row.getObject("id", UUID.class),
                row.getInt("run"),
                row.getInt("attempt"),
                row.getObject("lease_owner", UUID.class),
                new Outcome.OutOfTime(NEVER_CAME),
                Ending.overdue(NEVER_CAME),
                null,
                null,
                null);
    }
}
