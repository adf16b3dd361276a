package dev.darkroom.worker.lease;

import dev.darkroom.worker.job.Cause;
import dev.darkroom.worker.job.ErrorCode;
import dev.darkroom.worker.job.Job;
import dev.darkroom.worker.settings.WorkerSettings;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// A stop in good order: calls in hand may finish for a while; what is left then is broken off and given back without
/// being charged.
@Component
class Farewell {

    private static final Logger log = LoggerFactory.getLogger(Farewell.class);
    private static final Cause STOPPED = new Cause(ErrorCode.WORKER_STOPPED, "the worker stopped before the answer");

    /// For results that are being committed, and for broken-off calls to notice.
    private static final Duration LAST_COMMITS = Duration.ofSeconds(5);

    private final Duration patience;
    private final JobsInHand jobs;
    private final Lease lease;
    private final Returns returns;
    private final TransactionTemplate transaction;

    Farewell(WorkerSettings settings, JobsInHand jobs, Lease lease, Returns returns, TransactionTemplate transaction) {
        this.patience = settings.stopPatience();
        this.jobs = jobs;
        this.lease = lease;
        this.returns = returns;
        this.transaction = transaction;
    }

    void finish() {
        try {
            if (jobs.awaitNone(patience)) {
                return;
            }
            var brokenOff = jobs.letAllGo();
            jobs.awaitNone(LAST_COMMITS);
            giveBack(brokenOff);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveBack(List<Job> brokenOff) {
        try {
            var rows = brokenOff.stream().map(LeasedRow::of).toList();
            var returned = transaction.execute(_ -> returns.uncharged(rows, STOPPED));
            log.atInfo().addKeyValue("jobs", returned.queued()).log("given back unfinished; other workers do them");
        } catch (DataAccessException | TransactionException away) {
            log.atWarn().setCause(away).log("jobs could not be given back; they are reaped when the lease has run out");
        }
    }

    void leave() {
        try {
            lease.leave();
        } catch (DataAccessException away) {
            log.atWarn().setCause(away).log("could not sign off; the lease runs out by itself");
        }
    }
}
