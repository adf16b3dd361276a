package dev.darkroom.generation;

import dev.darkroom.contract.GenerationSnapshot;
import dev.darkroom.contract.GenerationSnapshot.Attempts;
import dev.darkroom.contract.GenerationSnapshot.Failure;
import dev.darkroom.contract.GenerationSnapshot.Image;
import dev.darkroom.contract.GenerationSnapshot.Kind;
import dev.darkroom.contract.GenerationSnapshot.LastError;
import dev.darkroom.contract.GenerationSnapshot.Stage;
import dev.darkroom.contract.GenerationSnapshot.Status;
import dev.darkroom.contract.TraceContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One row of `generation`, read whole.
///
/// @param trace where it was accepted
public record GenerationRow(
        UUID id,
        UUID ownerId,
        Kind kind,
        Status status,
        @Nullable Stage stage,
        int run,
        int attempt,
        int attemptsMade,
        int attemptsMax,
        int version,
        String prompt,
        @Nullable String negativePrompt,
        int width,
        int height,
        int count,
        @Nullable Long seed,
        String model,
        @Nullable String clientReference,
        boolean isPublic,
        boolean flagged,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        Instant deadline,
        Instant dueAt,
        @Nullable LastError lastError,
        @Nullable Failure failure,
        TraceContext trace) {

    /// The columns that [#read] needs, for `select` and `returning`. Qualified, so that joins stay unambiguous.
    public static final String COLUMNS = """
            generation.id, generation.owner_id, generation.kind, generation.status, generation.stage, generation.run,
            generation.attempt, generation.attempts_made, generation.attempts_max, generation.version,
            generation.prompt, generation.negative_prompt, generation.width, generation.height,
            generation.image_count, generation.seed, generation.model, generation.client_reference,
            generation.is_public, generation.flagged, generation.created_at, generation.started_at,
            generation.completed_at, generation.deadline, generation.due_at, generation.last_error_code,
            generation.last_error_message, generation.failure_code, generation.failure_message,
            generation.failure_retryable, generation.traceparent""";

    public static GenerationRow read(ResultSet row) throws SQLException {
        var stage = row.getString("stage");
        var lastErrorCode = row.getString("last_error_code");
        var failureCode = row.getString("failure_code");
        var id = row.getObject("id", UUID.class);
        return new GenerationRow(
                id,
                row.getObject("owner_id", UUID.class),
                Kind.valueOf(row.getString("kind")),
                Status.valueOf(row.getString("status")),
                stage == null ? null : Stage.valueOf(stage),
                row.getInt("run"),
                row.getInt("attempt"),
                row.getInt("attempts_made"),
                row.getInt("attempts_max"),
                row.getInt("version"),
                row.getString("prompt"),
                row.getString("negative_prompt"),
                row.getInt("width"),
                row.getInt("height"),
                row.getInt("image_count"),
                row.getObject("seed", Long.class),
                row.getString("model"),
                row.getString("client_reference"),
                row.getBoolean("is_public"),
                row.getBoolean("flagged"),
                instant(row, "created_at"),
                nullableInstant(row, "started_at"),
                nullableInstant(row, "completed_at"),
                instant(row, "deadline"),
                instant(row, "due_at"),
                lastErrorCode == null ? null : new LastError(lastErrorCode, row.getString("last_error_message")),
                failureCode == null
                        ? null
                        : new Failure(
                                failureCode, row.getString("failure_message"), row.getBoolean("failure_retryable")),
                TraceContext.of(id, row.getString("traceparent")));
    }

    /// @param images what the run produced; ignored unless COMPLETE
    public GenerationSnapshot snapshot(List<Image> images, GenerationLinks links) {
        return new GenerationSnapshot(
                id,
                kind,
                status,
                stage,
                run,
                prompt,
                negativePrompt,
                width,
                height,
                count,
                seed,
                model,
                clientReference,
                flagged,
                isPublic,
                new Attempts(attemptsMade, attemptsMax, stage == Stage.RETRY_WAIT ? dueAt : null, lastError),
                status == Status.COMPLETE ? List.copyOf(images) : null,
                failure,
                createdAt,
                startedAt,
                completedAt,
                deadline,
                version,
                links.of(id));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant nullableInstant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
