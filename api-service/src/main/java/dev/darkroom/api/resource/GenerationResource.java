package dev.darkroom.api.resource;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.darkroom.contract.GenerationSnapshot;
import dev.darkroom.contract.GenerationSnapshot.Attempts;
import dev.darkroom.contract.GenerationSnapshot.Failure;
import dev.darkroom.contract.GenerationSnapshot.Kind;
import dev.darkroom.contract.GenerationSnapshot.Links;
import dev.darkroom.contract.GenerationSnapshot.Stage;
import dev.darkroom.contract.GenerationSnapshot.Status;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A generation on REST: [GenerationSnapshot] with its place in the queue and addresses for its pictures.
///
/// @param queuePosition null: not known yet
public record GenerationResource(
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
        @JsonProperty("public") boolean isPublic,
        boolean flagged,
        @Nullable Integer queuePosition,
        Attempts attempts,
        @Nullable List<ImageResource> images,
        @Nullable Failure failure,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        Instant deadline,
        int version,
        Links links) {

    /// A stored picture and where to get it.
    ///
    /// @param url signed; works without a token until `urlExpiresAt`
    /// @param thumbnailUrl of at most [ThumbnailRule#LONGEST_SIDE] pixels, for as long; the same as `url` where the
    /// picture is its own thumbnail
    public record ImageResource(
            UUID imageId,
            String url,
            String thumbnailUrl,
            Instant urlExpiresAt,
            String contentType,
            int width,
            int height,
            long byteSize,
            String sha256,
            @Nullable Long seed) {}

    static GenerationResource of(GenerationSnapshot s, @Nullable List<ImageResource> images) {
        return new GenerationResource(
                s.generationId(),
                s.kind(),
                s.status(),
                s.stage(),
                s.run(),
                s.prompt(),
                s.negativePrompt(),
                s.width(),
                s.height(),
                s.count(),
                s.seed(),
                s.model(),
                s.clientReference(),
                s.isPublic(),
                s.flagged(),
                null,
                s.attempts(),
                images,
                s.failure(),
                s.createdAt(),
                s.startedAt(),
                s.completedAt(),
                s.deadline(),
                s.version(),
                s.links());
    }
}
