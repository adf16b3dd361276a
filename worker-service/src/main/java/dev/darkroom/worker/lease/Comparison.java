package dev.darkroom.worker.lease;

import dev.darkroom.trace.LogScope;
import dev.darkroom.worker.job.Cause;
import dev.darkroom.worker.job.ErrorCode;
import dev.darkroom.worker.outcome.Endings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Compares the rows that this worker owns with the jobs it holds. A job whose row is no longer ours is let go; a row
/// that nobody works on goes back.
@Component
class Comparison {

    private static final Logger log = LoggerFactory.getLogger(Comparison.class);
    private static final Cause LOST = new Cause(ErrorCode.WORKER_LOST, "the worker lost track of the attempt");

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final JobsInHand jobs;
    private final Returns returns;
    private final Endings endings;

    /// Owned but not held when last looked. A claim commits a moment before its job is in hand, so a row goes back
    /// only when two looks in a row find it so.
    private Set<JobsInHand.Key> suspects = Set.of();

    Comparison(JdbcTemplate jdbc, TransactionTemplate transaction, JobsInHand jobs, Returns returns, Endings endings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.jobs = jobs;
        this.returns = returns;
        this.endings = endings;
    }

    private static final String OWNED = """
            select %s
              from generation
             where lease_owner = ?
               and stage is not null
            """.formatted(LeasedRow.COLUMNS);

    /// Reads what is held before what is owned: whatever is held was owned by then, or is ours no longer.
    void compare(UUID worker) {
        var held = jobs.all();
        var owned = jdbc.query(OWNED, (row, _) -> LeasedRow.read(row), worker);
        letGoOfForeign(held, owned);
        giveBackUnheld(owned);
    }

    private void letGoOfForeign(List<Held> held, List<LeasedRow> owned) {
        var keys = new HashSet<>(owned.stream().map(LeasedRow::key).toList());
        for (var inHand : held) {
            if (!keys.contains(JobsInHand.Key.of(inHand.job())) && inHand.letGo()) {
                try (var _ =
                        LogScope.of(inHand.job().generationId(), inHand.job().trace())) {
                    log.info("the generation is no longer ours; its call is broken off");
                }
            }
        }
    }

    private void giveBackUnheld(List<LeasedRow> owned) {
        var unheld = owned.stream().filter(row -> !jobs.holds(row.key())).toList();
        var again = unheld.stream().filter(row -> suspects.contains(row.key())).toList();
        suspects = new HashSet<>(unheld.stream().map(LeasedRow::key).toList());
        if (!again.isEmpty()) {
            var returned = transaction.execute(_ -> returns.charged(again, LOST));
            endings.tell(returned.ended());
            log.atWarn().addKeyValue("jobs", returned.queued()).log("rows that nobody worked on are queued again");
        }
    }
}
