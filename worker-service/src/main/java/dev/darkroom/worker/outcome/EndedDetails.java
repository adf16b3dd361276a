package dev.darkroom.worker.outcome;

import dev.darkroom.sql.Column;
import dev.darkroom.worker.job.Cause;
import dev.darkroom.worker.job.Ending;
import dev.darkroom.worker.job.Finished;
import dev.darkroom.worker.job.Finished.Call;
import dev.darkroom.worker.job.Outcome;
import dev.darkroom.worker.job.StoredImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// What an ended generation leaves beside its row: its pictures, the run's one row, and how the last attempt ended.
final class EndedDetails {

    private final JdbcTemplate jdbc;

    EndedDetails(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private static final String INSERT_IMAGES = """
            insert into generation_image (id, generation_id, run, ordinal, content_type, width, height,
                                          byte_size, sha256, seed, storage_key)
            select *
              from unnest(?::uuid[], ?::uuid[], ?::int[], ?::int[], ?::text[], ?::int[], ?::int[], ?::bigint[],
                          ?::text[], ?::bigint[], ?::text[])
            """;

    void insertImages(List<Ended> ended) {
        var rows = new ArrayList<Placed>();
        for (var each : ended) {
            if (each.finished().outcome() instanceof Outcome.Succeeded(var images)) {
                for (var image : images) {
                    rows.add(new Placed(each.finished(), images.indexOf(image), image));
                }
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        jdbc.update(
                INSERT_IMAGES,
                Column.of(rows, r -> r.stored().image().imageId()),
                Column.of(rows, r -> r.of().generationId()),
                Column.of(rows, r -> r.of().run()),
                Column.of(rows, Placed::ordinal),
                Column.of(rows, r -> r.stored().image().contentType()),
                Column.of(rows, r -> r.stored().image().width()),
                Column.of(rows, r -> r.stored().image().height()),
                Column.of(rows, r -> r.stored().image().byteSize()),
                Column.of(rows, r -> r.stored().image().sha256()),
                Column.of(rows, r -> r.stored().image().seed()),
                Column.of(rows, r -> r.stored().storageKey()));
    }

    private static final String CLOSE_RUNS = """
            with ended as (
                select *
                  from unnest(?::uuid[], ?::int[], ?::int[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[],
                              ?::int[], ?::text[], ?::text[], ?::bigint[])
                    as e (id, run, attempt, attempts_made, status, failure_code, outcome, error_code,
                          http_status, message, backend, duration_millis)
            ), closed as (
                insert into generation_run (generation_id, run, outcome, failure_code, attempts)
                select id, run, status, failure_code, attempts_made
                  from ended
            )
            update generation_attempt attempt
               set finished_at = now(),
                   outcome = ended.outcome,
                   error_code = ended.error_code,
                   http_status = ended.http_status,
                   message = ended.message,
                   backend = ended.backend,
                   duration_millis = ended.duration_millis
              from ended
             where attempt.generation_id = ended.id
               and attempt.number = ended.attempt
               and attempt.finished_at is null
            """;

    void closeRuns(List<Ended> ended) {
        jdbc.update(
                CLOSE_RUNS,
                Column.of(ended, e -> e.row().id()),
                Column.of(ended, e -> e.row().run()),
                Column.of(ended, e -> e.row().attempt()),
                Column.of(ended, e -> e.row().attemptsMade()),
                Column.of(ended, e -> e.row().status()),
                Column.of(ended, e -> e.finished().ending() instanceof Ending.Failed failed ? failed.code() : null),
                Column.of(ended, e -> word(e.finished().outcome())),
                Column.of(ended, e -> ofCause(e, Cause::code)),
                Column.of(ended, e -> ofCause(e, Cause::httpStatus)),
                Column.of(ended, e -> ofCause(e, Cause::message)),
                Column.of(ended, e -> ofCall(e, Call::backend)),
                Column.of(ended, e -> ofCall(e, call -> call.took().toMillis())));
    }

    /// The outcome as `generation_attempt` names it.
    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded _ -> "SUCCEEDED";
            case Outcome.Rejected _ -> "REJECTED";
            case Outcome.Invalid _, Outcome.Refused _ -> "PERMANENT";
            case Outcome.Retryable _, Outcome.OutOfTime _ -> "RETRYABLE";
            case Outcome.Abandoned _, Outcome.NotAsked _ -> "ABANDONED";
        };
    }

    private static @Nullable Object ofCause(Ended ended, Function<Cause, @Nullable Object> value) {
        var cause = ended.finished().cause();
        return cause == null ? null : value.apply(cause);
    }

    private static @Nullable Object ofCall(Ended ended, Function<Call, Object> value) {
        var call = ended.finished().call();
        return call == null ? null : value.apply(call);
    }

    private record Placed(Finished of, int ordinal, StoredImage stored) {}
}
