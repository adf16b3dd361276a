package dev.darkroom.api.run;

import dev.darkroom.api.meters.MeterNames;
import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.generation.GenerationEvents;
import dev.darkroom.generation.GenerationRow;
import dev.darkroom.generation.WorkRecords;
import dev.darkroom.meters.AfterCommit;
import dev.darkroom.meters.Tally;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.sql.Column;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Begins new runs of FAILED generations: the same id, a new budget of attempts, a new deadline. Guarded by the
/// run that failed, so whoever asks twice, or at the same time, begins one run.
@Component
public class NewRuns {

    /// Who may begin the run.
    public enum By {
        /// Counts against the cap on replays.
        OPERATOR,
        OWNER
    }

    /// @param run the run that failed
    public record Failed(UUID generationId, int run) {}

    private final JdbcTemplate jdbc;
    private final Outbox outbox;
    private final GenerationEvents events;
    private final Tally<By> reruns;

    NewRuns(JdbcTemplate jdbc, Outbox outbox, GenerationEvents events, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.events = events;
        this.reruns = new Tally<>(By.class, by -> meters.counter(MeterNames.RERUNS, "by", by.name()));
    }

    private static final String BEGIN = """
            with wanted as (
                select *
                  from unnest(?::uuid[], ?::int[]) as w (id, run)
            ), failed as (
                select generation.id, generation.run
                  from generation
                  join wanted on wanted.id = generation.id
                             and wanted.run = generation.run
                 where generation.status = 'FAILED'
                   and generation.failure_retryable
                   and generation.replay_count + ? <= ?
                 order by generation.id
                   for update of generation
            ), told as (
                update generation_run
                   set rerun_at = now(), rerun_by = ?
                  from failed
                 where generation_run.generation_id = failed.id
                   and generation_run.run = failed.run
            )
            update generation
               set status = 'PENDING',
                   stage = 'QUEUED',
                   run = generation.run + 1,
                   attempts_made = 0,
                   replay_count = generation.replay_count + ?,
                   version = generation.version + 1,
                   deadline = now() + generation.deadline_seconds * interval '1 second',
                   due_at = now(),
                   resends = 0,
                   resend_at = now() + interval '60 seconds',
                   started_at = null,
                   completed_at = null,
                   failure_code = null,
                   failure_message = null,
                   failure_retryable = null,
                   last_error_code = null,
                   last_error_message = null
              from failed
             where generation.id = failed.id
            returning %s
            """.formatted(GenerationRow.COLUMNS);

    /// Joins the caller's transaction.
    ///
    /// @param cap most replays of one generation by operators; an owner's retry neither counts nor is bound by
    ///     it
    /// @param cause the step that asks for the runs, in its own trace; each run stays in its generation's
    /// @return those that began; the others are not FAILED in that run any more, or may not run again
    public List<GenerationRow> begin(List<Failed> failed, By by, int cap, TraceContext cause) {
        if (failed.isEmpty()) {
            return List.of();
        }
        var counts = by == By.OPERATOR ? 1 : 0;
        var begun = jdbc.query(
                BEGIN,
                (row, _) -> GenerationRow.read(row),
                Column.of(failed, Failed::generationId),
                Column.of(failed, Failed::run),
                counts,
                by == By.OPERATOR ? cap : Integer.MAX_VALUE,
                by.name(),
                counts);
        outbox.append(begun.stream()
                .flatMap(row -> Stream.of(
                        events.replayed(row),
                        WorkRecords.anew(
                                new GenerationRequested(row.id(), row.run(), row.attempt() + 1), row.trace(), cause)))
                .toList());
        AfterCommit.run(() -> reruns.count(by, begun.size()));
        return begun;
    }
}
