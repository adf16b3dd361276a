package dev.darkroom.worker.lease;

import dev.darkroom.worker.job.Cause;
import dev.darkroom.worker.job.ErrorCode;
import dev.darkroom.worker.meters.MeterNames;
import dev.darkroom.worker.outcome.Endings;
import dev.darkroom.worker.settings.WorkerSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Declares silent workers gone and queues their jobs again. Any number of workers may reap at once: each takes rows
/// that no other holds.
@Component
class Reaper {

    private static final Logger log = LoggerFactory.getLogger(Reaper.class);
    private static final int BATCH = 500;
    private static final Cause LOST = new Cause(ErrorCode.WORKER_LOST, "the worker fell silent during the attempt");

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Workers workers;
    private final Returns returns;
    private final Endings endings;
    private final Duration lease;
    private final Counter reaped;

    Reaper(
            WorkerSettings settings,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Returns returns,
            Endings endings,
            MeterRegistry meters) {
        this.lease = settings.lease().lasts();
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.workers = new Workers(jdbc);
        this.returns = returns;
        this.endings = endings;
        this.reaped = meters.counter(MeterNames.REAPED);
    }

    /// Workers gone earlier are looked at too: a claim may have committed while its worker was being declared gone.
    private static final String HELD_BY_GONE = """
            select %s
              from generation
              join worker on worker.id = generation.lease_owner
             where generation.stage is not null
               and worker.gone_at is not null
             order by generation.id
             limit %d
               for update of generation skip locked
            """.formatted(LeasedRow.COLUMNS, BATCH);

    /// @param witness a worker that has itself been seen alive for a whole lease
    /// @return how many jobs were taken from gone workers
    int tick(UUID witness) {
        var taken = 0;
        while (true) {
            var pass = transaction.execute(_ -> reap(witness));
            pass.gone()
                    .forEach(name -> log.atWarn()
                            .addKeyValue("worker", name)
                            .log("a worker fell silent; its jobs are queued again"));
            endings.tell(pass.returned().ended());
            reaped.increment(pass.rows());
            taken += pass.rows();
            if (pass.rows() < BATCH) {
                return taken;
            }
        }
    }

    private Pass reap(UUID witness) {
        var gone = workers.markSilentGone(witness, lease);
        var rows = jdbc.query(HELD_BY_GONE, (row, _) -> LeasedRow.read(row));
        return new Pass(gone, rows.size(), returns.charged(rows, LOST));
    }

    private record Pass(List<String> gone, int rows, Returns.Returned returned) {}
}
