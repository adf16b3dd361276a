package dev.darkroom.contract;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A generation as its owner sees it at one `version`: the `data` of every event, and the body of REST answers, which
/// add what depends on the moment of reading (queue position and signed addresses).
///
/// @param stage null once terminal
/// @param images null unless COMPLETE
/// @param failure null unless FAILED
/// @param version rises with every stored change, so that a client can drop stale news
public record GenerationSnapshot(
        UUID generationId,
        Kind kind,
        Status status,
        @Nullable Stage stage,
        int run,
        String prompt,
        @Nullable String negativePrompt,
        int width,
        int height,
        int count,
        @Nullable Long seed,
        String model,
        @Nullable String clientReference,
        boolean flagged,
        boolean isPublic,
        Attempts attempts,
        @Nullable List<Image> images,
        @Nullable Failure failure,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        Instant deadline,
        int version,
        Links links) {

    public enum Kind {
        IMAGE,
        AVATAR
    }

    public enum Status {
        PENDING,
        COMPLETE,
        FAILED
    }

    public enum Stage {
        QUEUED,
        MODERATING,
        GENERATING,
        RETRY_WAIT
    }

    /// @param made charged attempts of the current run
    /// @param nextAt when the next attempt is due, while one is waited for
    public record Attempts(
            int made,
            int max,
            @Nullable Instant nextAt,
            @Nullable LastError lastError) {}

    public record LastError(String code, String message) {}

    /// @param byteSize bytes
    /// @param sha256 lower-case hexadecimal digest of the stored bytes
    public record Image(
            UUID imageId,
            String contentType,
            int width,
            int height,
            long byteSize,
            String sha256,
            @Nullable Long seed) {}

    public record Failure(String code, String message, boolean retryable) {}

    /// Absolute addresses on the public API.
    public record Links(String self, String attempts, String events, String cancel) {}
}
