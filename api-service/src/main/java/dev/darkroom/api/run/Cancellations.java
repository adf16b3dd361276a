package dev.darkroom.api.run;

import dev.darkroom.generation.GenerationEvents;
import dev.darkroom.generation.GenerationRow;
import dev.darkroom.meters.AfterCommit;
import dev.darkroom.meters.SharedMeterNames;
import dev.darkroom.outbox.Outbox;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Ends a run because its owner wants it no more. The worker that holds it, if any, finds the row no longer its
/// own at its next beat and breaks the call off; what it still writes is fenced off.
@Component
class Cancellations {

    private final JdbcTemplate jdbc;
    private final Outbox outbox;
    private final GenerationEvents events;
    private final Counter counter;

    Cancellations(JdbcTemplate jdbc, Outbox outbox, GenerationEvents events, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.events = events;
        this.counter = meters.counter(SharedMeterNames.GENERATION_TERMINAL, "outcome", "FAILED", "code", "CANCELLED");
    }

    private static final String CANCEL = """
            update generation
               set status = 'FAILED',
                   stage = null,
                   lease_owner = null,
                   completed_at = now(),
                   version = version + 1,
                   failure_code = 'CANCELLED',
                   failure_message = 'cancelled by its owner',
                   failure_retryable = true
             where id = ?
               and owner_id = ?
               and status = 'PENDING'
            returning %s
            """.formatted(GenerationRow.COLUMNS);

    /// The attempt stays charged: the AI server was asked.
    private static final String CLOSE_RUN = """
            with abandoned as (
                update generation_attempt
                   set finished_at = now(),
                       outcome = 'ABANDONED',
                       error_code = 'CANCELLED',
                       message = 'cancelled by its owner'
                 where generation_id = ?
                   and finished_at is null
            )
            insert into generation_run (generation_id, run, outcome, failure_code, attempts)
            values (?, ?, 'FAILED', 'CANCELLED', ?)
            """;

    /// Joins the caller's transaction.
    ///
    /// @return empty when there was nothing to cancel: it has ended, or is not this owner's
    Optional<GenerationRow> cancel(UUID ownerId, UUID generationId) {
        var cancelled = jdbc.query(CANCEL, (row, _) -> GenerationRow.read(row), generationId, ownerId);
        for (var row : cancelled) {
            jdbc.update(CLOSE_RUN, row.id(), row.id(), row.run(), row.attemptsMade());
            outbox.append(List.of(events.failed(row, row.trace())));
            AfterCommit.run(counter::increment);
        }
        return cancelled.stream().findFirst();
    }
}
