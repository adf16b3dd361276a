package dev.darkroom.worker.outcome;

import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.generation.GenerationRow;
import dev.darkroom.generation.WorkRecords;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.sql.Column;
import dev.darkroom.worker.job.Cause;
import dev.darkroom.worker.job.Ending.Again;
import dev.darkroom.worker.job.Finished;
import dev.darkroom.worker.job.Finished.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Writes attempts that failed and will be followed by another: two statements, however many. The next attempt's record
/// waits in the outbox until it is due. Fenced as ends are.
@Component
class WaitingGenerations {

    private final JdbcTemplate jdbc;
    private final Outbox outbox;

    WaitingGenerations(JdbcTemplate jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    private static final String WAIT = """
            with result as (
                select *
                  from unnest(?::uuid[], ?::int[], ?::int[], ?::uuid[], ?::bigint[], ?::boolean[], ?::text[],
                              ?::text[], ?::int[], ?::text[], ?::bigint[])
                    as r (id, run, attempt, worker, delay_millis, charged, error_code, error_message, http_status,
                          backend, duration_millis)
            ), held as (
                select generation.id
                  from generation
                  join result on result.id = generation.id
                             and result.run = generation.run
                             and result.attempt = generation.attempt
                             and result.worker = generation.lease_owner
                 where generation.status = 'PENDING'
                 order by generation.id
                   for update of generation
            ), waiting as (
                update generation
                   set stage = 'RETRY_WAIT',
                       lease_owner = null,
                       attempts_made = attempts_made - case when result.charged then 0 else 1 end,
                       version = version + 1,
                       due_at = now() + delay_millis * interval '1 millisecond',
                       resends = 0,
                       resend_at = now() + delay_millis * interval '1 millisecond' + interval '60 seconds',
                       last_error_code = result.error_code,
                       last_error_message = result.error_message
                  from held
                  join result on result.id = held.id
                 where generation.id = held.id
                returning generation.*
            ), failed as (
                update generation_attempt attempt
                   set finished_at = now(),
                       outcome = case when result.charged then 'RETRYABLE' else 'ABANDONED' end,
                       charged = result.charged,
                       error_code = result.error_code,
                       http_status = result.http_status,
                       message = result.error_message,
                       backend = result.backend,
                       duration_millis = result.duration_millis
                  from waiting
                  join result on result.id = waiting.id
                 where attempt.generation_id = waiting.id
                   and attempt.number = waiting.attempt
            )
            select %s
              from waiting as generation
            """.formatted(GenerationRow.COLUMNS);

    /// Joins the caller's transaction.
    ///
    /// @param all whose ending is [Again]
    /// @return those that wait now; the others were fenced off
    List<Ended> putOff(List<Finished> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        var rows = guardedUpdate(all);
        var waiting = new ArrayList<Ended>(all.size());
        for (var finished : all) {
            var row = rows.get(finished.generationId());
            if (row != null) {
                waiting.add(new Ended(finished, row));
            }
        }
        outbox.append(waiting.stream().map(WaitingGenerations::next).toList());
        return waiting;
    }

    private static OutboxMessage next(Ended waiting) {
        var row = waiting.row();
        return WorkRecords.retry(
                new GenerationRequested(row.id(), row.run(), row.attempt() + 1),
                again(waiting.finished()).delay(),
                waiting.at(),
                null);
    }

    private Map<UUID, GenerationRow> guardedUpdate(List<Finished> all) {
        return jdbc
                .query(
                        WAIT,
                        (row, _) -> GenerationRow.read(row),
                        Column.of(all, Finished::generationId),
                        Column.of(all, Finished::run),
                        Column.of(all, Finished::attempt),
                        Column.of(all, Finished::worker),
                        Column.of(all, f -> again(f).delay().toMillis()),
                        Column.of(all, f -> again(f).charged()),
                        Column.of(all, f -> ofCause(f, Cause::code)),
                        Column.of(all, f -> ofCause(f, Cause::message)),
                        Column.of(all, f -> ofCause(f, Cause::httpStatus)),
                        Column.of(all, f -> ofCall(f, Call::backend)),
                        Column.of(all, f -> ofCall(f, call -> call.took().toMillis())))
                .stream()
                .collect(Collectors.toMap(GenerationRow::id, Function.identity()));
    }

    private static Again again(Finished finished) {
        return (Again) finished.ending();
    }

    private static @Nullable Object ofCause(Finished finished, Function<Cause, @Nullable Object> value) {
        var cause = finished.cause();
        return cause == null ? null : value.apply(cause);
    }

    private static @Nullable Object ofCall(Finished finished, Function<Call, Object> value) {
        var call = finished.call();
        return call == null ? null : value.apply(call);
    }
}
