package dev.darkroom.worker.intake;

import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.generation.GenerationRow;
import dev.darkroom.sql.Column;
import dev.darkroom.worker.job.Brief;
import dev.darkroom.worker.job.Budget;
import dev.darkroom.worker.job.Deadline;
import dev.darkroom.worker.job.Job;
import dev.darkroom.worker.job.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Claims the attempts that a poll asks for: one statement, which is its own transaction, takes the rows and writes the
/// attempts before any call is made.
@Component
class Claims {

    private final JdbcTemplate jdbc;
    private final Ticker ticker;
    private final QueueWaits waits;

    Claims(JdbcTemplate jdbc, Ticker ticker, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.ticker = ticker;
        this.waits = new QueueWaits(meters);
    }

    private static final String CLAIM = """
            with wanted as (
                select *
                  from unnest(?::uuid[], ?::int[], ?::int[]) as w (id, run, attempt)
            ), free as (
                select generation.id, wanted.attempt
                  from generation
                  join wanted on wanted.id = generation.id
                             and wanted.run = generation.run
                             and wanted.attempt = generation.attempt + 1
                 where generation.status = 'PENDING'
                   and generation.lease_owner is null
                   and generation.due_at <= now()
                   and generation.deadline > now()
                 order by generation.id
                   for update of generation
            ), claimed as (
                update generation
                   set attempt = free.attempt,
                       attempts_made = attempts_made + 1,
                       stage = 'GENERATING',
                       lease_owner = ?,
                       started_at = coalesce(started_at, now()),
                       version = version + 1
                  from free
                 where generation.id = free.id
                returning generation.*
            ), begun as (
                insert into generation_attempt (generation_id, number, run, worker_id)
                select id, attempt, run, lease_owner
                  from claimed
            )
            select %s, generation.lease_owner, now() as claimed_at,
                   (extract(epoch from deadline - now()) * 1000)::bigint as millis_left,
                   (extract(epoch from now() - due_at) * 1000)::bigint as millis_waited
              from claimed as generation
            """.formatted(GenerationRow.COLUMNS);

    /// @return those that were free; the others were claimed, cancelled or ended before, and need nothing
    List<Claimed> claim(UUID worker, List<GenerationRequested> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        return jdbc.query(
                CLAIM,
                (row, _) -> claimed(row),
                Column.of(wanted, GenerationRequested::generationId),
                Column.of(wanted, GenerationRequested::run),
                Column.of(wanted, GenerationRequested::attempt),
                worker);
    }

    private static final String UNKNOWN = """
            select wanted.id
              from unnest(?::uuid[]) as wanted (id)
             where not exists (select 1 from generation where generation.id = wanted.id)
            """;

    /// @return those of `ids` that no generation has
    Set<UUID> unknown(List<UUID> ids) {
        return Set.copyOf(
                jdbc.query(UNKNOWN, (row, _) -> row.getObject("id", UUID.class), (Object) Column.of(ids, id -> id)));
    }

    private Claimed claimed(ResultSet row) throws SQLException {
        var generation = GenerationRow.read(row);
        var budget = new Budget(generation.attemptsMade(), generation.attemptsMax());
        waits.record(budget, Duration.ofMillis(row.getLong("millis_waited")));
        var job = new Job(
                generation.id(),
                generation.run(),
                generation.attempt(),
                row.getObject("lease_owner", UUID.class),
                budget,
                Deadline.in(Duration.ofMillis(row.getLong("millis_left")), ticker),
                brief(generation),
                generation.trace(),
                null);
        return new Claimed(
                job,
                generation,
                row.getObject("claimed_at", OffsetDateTime.class).toInstant());
    }

    private static Brief brief(GenerationRow generation) {
        return new Brief(
                generation.prompt(),
                generation.negativePrompt(),
                generation.width(),
                generation.height(),
                generation.count(),
                generation.seed(),
                generation.model());
    }
}
