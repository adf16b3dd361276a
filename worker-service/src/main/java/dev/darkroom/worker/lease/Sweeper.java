package dev.darkroom.worker.lease;

import dev.darkroom.contract.Topics;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.worker.job.Availability;
import dev.darkroom.worker.meters.MeterNames;
import dev.darkroom.worker.settings.SweepSettings;
import dev.darkroom.worker.settings.WorkerSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Publishes again what should have been claimed long ago: a record that Kafka lost never becomes a generation that is
/// lost. A record too many finds nothing to claim. It rests while the AI server is away, when everything waits.
@Component
class Sweeper {

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Outbox outbox;
    private final Availability aiServer;
    private final SweepSettings settings;
    private final Counter swept;

    Sweeper(
            WorkerSettings settings,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Outbox outbox,
            Availability aiServer,
            MeterRegistry meters) {
        this.settings = settings.sweep();
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.outbox = outbox;
        this.aiServer = aiServer;
        this.swept = meters.counter(MeterNames.SWEPT);
    }

    private static final String SWEEP = """
            with stale as (
                select id
                  from generation
                 where stage is not null
                   and lease_owner is null
                   and resend_at <= now()
                   and due_at <= now()
                   and deadline > now()
                   and not exists (select 1
                                     from outbox
                                    where outbox.aggregate_id = generation.id
                                      and outbox.topic in ('%s', '%s'))
                 order by resend_at
                 limit ?
                   for update skip locked
            )
            update generation
               set resends = resends + 1,
                   resend_at = now() + least(? * power(2, least(resends, 20)), ?) * interval '1 millisecond'
              from stale
             where generation.id = stale.id
            returning generation.id, generation.run, generation.attempt + 1 as next_attempt,
                      generation.traceparent
            """.formatted(Topics.REQUESTED, Topics.RETRY);

    /// @return how many were published again
    int tick() {
        if (aiServer.away()) {
            return 0;
        }
        var count = transaction.execute(_ -> {
            var stale = jdbc.query(
                    SWEEP,
                    (row, _) -> NextAttempt.read(row),
                    settings.batch(),
                    settings.firstWait().toMillis(),
                    settings.longestWait().toMillis());
            outbox.append(stale);
            return stale.size();
        });
        if (count > 0) {
            swept.increment(count);
            log.atInfo().addKeyValue("generations", count).log("waited too long for a worker; published again");
        }
        return count;
    }
}
