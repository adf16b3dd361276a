package dev.darkroom.worker.lease;

import dev.darkroom.contract.TraceContext;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.sql.Column;
import dev.darkroom.trace.LogScope;
import dev.darkroom.trace.Transitions;
import dev.darkroom.worker.job.Cause;
import dev.darkroom.worker.job.Finished;
import dev.darkroom.worker.outcome.EndedGenerations;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Gives back rows that nobody works on any more: queued again, their attempt abandoned, the next one on its way to
/// Kafka. A run whose last attempt was lost ends, or a job that kills workers would kill them for ever.
@Component
class Returns {

    private final JdbcTemplate jdbc;
    private final Outbox outbox;
    private final EndedGenerations generations;

    Returns(JdbcTemplate jdbc, Outbox outbox, EndedGenerations generations) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.generations = generations;
    }

    /// @param queued how many wait in Kafka again
    /// @param ended those whose last attempt was lost
    record Returned(int queued, List<Finished> ended) {}

    /// Joins the caller's transaction. The attempts stay charged: what became of the calls is unknown.
    Returned charged(List<LeasedRow> rows, Cause cause) {
        var lost = rows.stream().filter(LeasedRow::lastAttempt).toList();
        var others = rows.stream().filter(row -> !row.lastAttempt()).toList();
        var ended =
                generations.end(lost.stream().map(row -> row.abandoned(cause)).toList());
        return new Returned(queue(others, true, cause), ended);
    }

    /// Joins the caller's transaction. The attempts do not count: they were broken off by us.
    Returned uncharged(List<LeasedRow> rows, Cause cause) {
        return new Returned(queue(rows, false, cause), List.of());
    }

    private static final String QUEUE = """
            with lost as (
                select *
                  from unnest(?::uuid[], ?::int[], ?::int[], ?::uuid[]) as l (id, run, attempt, worker)
            ), held as (
                select generation.id
                  from generation
                  join lost on lost.id = generation.id
                           and lost.run = generation.run
                           and lost.attempt = generation.attempt
                           and lost.worker = generation.lease_owner
                 where generation.status = 'PENDING'
                 order by generation.id
                   for update of generation
            ), queued as (
                update generation
                   set stage = 'QUEUED',
                       lease_owner = null,
                       attempts_made = attempts_made - ?,
                       version = version + 1,
                       due_at = now(),
                       resends = 0,
                       resend_at = now() + interval '60 seconds'
                  from held
                 where generation.id = held.id
                returning generation.id, generation.run, generation.attempt, generation.traceparent
            ), abandoned as (
                update generation_attempt attempt
                   set finished_at = now(), outcome = 'ABANDONED', charged = ?, error_code = ?, message = ?
                  from queued
                 where attempt.generation_id = queued.id
                   and attempt.number = queued.attempt
            )
            select id, run, attempt + 1 as next_attempt, traceparent
              from queued
            """;

    private int queue(List<LeasedRow> rows, boolean charged, Cause cause) {
        if (rows.isEmpty()) {
            return 0;
        }
        var work = jdbc.query(
                QUEUE,
                (row, _) -> NextAttempt.read(row),
                Column.of(rows, LeasedRow::generationId),
                Column.of(rows, LeasedRow::run),
                Column.of(rows, LeasedRow::attempt),
                Column.of(rows, LeasedRow::worker),
                charged ? 0 : 1,
                charged,
                cause.code().name(),
                cause.message());
        outbox.append(work);
        tellAfterCommit(work, cause);
        return work.size();
    }

    private static void tellAfterCommit(List<OutboxMessage> queued, Cause cause) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                queued.forEach(one -> tell(one, cause));
            }
        });
    }

    private static void tell(OutboxMessage queued, Cause cause) {
        var trace = TraceContext.parse(queued.headers().get(TraceContext.HEADER));
        try (var _ = LogScope.of(queued.aggregateId(), trace)) {
            Transitions.log()
                    .atInfo()
                    .addKeyValue("errorCode", cause.code())
                    .log("the attempt was broken off; another one follows");
        }
    }
}
