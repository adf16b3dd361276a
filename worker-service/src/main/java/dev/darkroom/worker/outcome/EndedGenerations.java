package dev.darkroom.worker.outcome;

import dev.darkroom.generation.GenerationEvents;
import dev.darkroom.generation.GenerationRow;
import dev.darkroom.identity.CanaryAccount;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.sql.Column;
import dev.darkroom.worker.job.Ending.Again;
import dev.darkroom.worker.job.Ending.Completed;
import dev.darkroom.worker.job.Ending.Failed;
import dev.darkroom.worker.job.Finished;
import dev.darkroom.worker.job.StoredImage;
import dev.darkroom.worker.outcome.RunTimes.Ran;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Writes what finished: five statements, however many. A result whose row is no longer held under its run, attempt
/// and worker is fenced off: nothing of it is written.
@Component
public class EndedGenerations {

    private final JdbcTemplate jdbc;
    private final Outbox outbox;
    private final GenerationEvents events;
    private final EndedDetails details;
    private final RunTimes times;

    EndedGenerations(JdbcTemplate jdbc, Outbox outbox, GenerationEvents events, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.events = events;
        this.details = new EndedDetails(jdbc);
        this.times = new RunTimes(meters);
    }

    private static final String END = """
            with result as (
                select *
                  from unnest(?::uuid[], ?::int[], ?::int[], ?::uuid[], ?::text[], ?::text[], ?::boolean[],
                              ?::boolean[], ?::text[], ?::text[])
                    as r (id, run, attempt, worker, failure_code, failure_message, failure_retryable,
                          flagged, error_code, error_message)
            ), held as (
                select generation.id
                  from generation
                  join result on result.id = generation.id
                             and result.run = generation.run
                             and result.attempt = generation.attempt
                             and result.worker is not distinct from generation.lease_owner
                 where generation.status = 'PENDING'
                 order by generation.id
                   for update of generation
            )
            update generation
               set status = case when result.failure_code is null then 'COMPLETE' else 'FAILED' end,
                   stage = null,
                   lease_owner = null,
                   completed_at = now(),
                   version = version + 1,
                   flagged = generation.flagged or result.flagged,
                   failure_code = result.failure_code,
                   failure_message = result.failure_message,
                   failure_retryable = result.failure_retryable,
                   last_error_code = coalesce(result.error_code, last_error_code),
                   last_error_message = coalesce(result.error_message, last_error_message)
              from held
              join result on result.id = held.id
             where generation.id = held.id
            returning %s,
                      (extract(epoch from completed_at - deadline) * 1000)::bigint
                          + deadline_seconds * 1000::bigint as ran_millis
            """.formatted(GenerationRow.COLUMNS);

    /// Joins the caller's transaction. A run began as long before its deadline as it may take.
    ///
    /// @return those that were ended; the others were fenced off
    public List<Finished> end(List<Finished> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        var rows = guardedUpdate(all);
        var ended = new ArrayList<Ended>(all.size());
        for (var finished : all) {
            var now = rows.get(finished.generationId());
            if (now != null) {
                ended.add(new Ended(
                        finished.trace() == null ? finished.in(now.row().trace()) : finished, now.row()));
            }
        }
        if (ended.isEmpty()) {
            return List.of();
        }
        details.insertImages(ended);
        details.closeRuns(ended);
        outbox.append(ended.stream().flatMap(this::records).toList());
        // the canary measures its own; here it would make the times of a quiet day look like those of a good one
        times.record(rows.values().stream()
                .filter(now -> !CanaryAccount.ID.equals(now.row().ownerId()))
                .map(Now::ran)
                .toList());
        return ended.stream().map(Ended::finished).toList();
    }

    private Stream<OutboxMessage> records(Ended ended) {
        return switch (ended.finished().ending()) {
            case Completed(var images) ->
                Stream.of(events.completed(
                        ended.row(), images.stream().map(StoredImage::image).toList(), ended.at()));
            case Failed failed
            when failed.code().deadLetter() ->
                Stream.of(events.failed(ended.row(), ended.at()), DeadLetters.of(ended, failed));
            case Failed _ -> Stream.of(events.failed(ended.row(), ended.at()));
            case Again _ -> throw new IllegalArgumentException("a generation that waits has not ended");
        };
    }

    /// @return the rows that were still held, as they are now
    private Map<UUID, Now> guardedUpdate(List<Finished> all) {
        return jdbc
                .query(
                        END,
                        (row, _) -> new Now(GenerationRow.read(row), Duration.ofMillis(row.getLong("ran_millis"))),
                        Column.of(all, Finished::generationId),
                        Column.of(all, Finished::run),
                        Column.of(all, Finished::attempt),
                        Column.of(all, Finished::worker),
                        Column.of(all, f -> f.ending() instanceof Failed failed ? failed.code() : null),
                        Column.of(all, f -> f.ending() instanceof Failed failed ? failed.message() : null),
                        Column.of(
                                all,
                                f -> f.ending() instanceof Failed failed
                                        ? failed.code().retryable()
                                        : null),
                        Column.of(all, f -> f.ending() instanceof Failed failed && failed.flagged()),
                        Column.of(all, f -> f.cause() == null ? null : f.cause().code()),
                        Column.of(all, f -> f.cause() == null ? null : f.cause().message()))
                .stream()
                .collect(Collectors.toMap(now -> now.row().id(), Function.identity()));
    }

    /// @param took how long the run took
    private record Now(GenerationRow row, Duration took) {

        Ran ran() {
            return new Ran(row.status(), took);
        }
    }
}
