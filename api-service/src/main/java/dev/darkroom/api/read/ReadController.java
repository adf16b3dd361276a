package dev.darkroom.api.read;

import dev.darkroom.api.paging.Cursor;
import dev.darkroom.api.paging.Paging;
import dev.darkroom.api.resource.GenerationResource;
import dev.darkroom.contract.GenerationSnapshot.Kind;
import dev.darkroom.contract.GenerationSnapshot.Status;
import dev.darkroom.generation.GenerationRow;
import dev.darkroom.identity.Caller;
import dev.darkroom.web.Page;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The owner's reading side of `/api/generation`. Someone else's id is 404, as if it did not exist.
@RestController
@RequestMapping("/api/generation")
class ReadController {

    /// A hint to those who poll; a socket needs none.
    private static final String POLL_AGAIN_SECONDS = "1";

    private static final Set<String> LIST_PARAMETERS =
            Set.of("limit", "cursor", "status", "kind", "createdAfter", "createdBefore");
    private static final Set<String> PAGE_PARAMETERS = Set.of("limit", "cursor");

    private final GenerationQueries generations;
    private final Histories histories;

    ReadController(GenerationQueries generations, Histories histories) {
        this.generations = generations;
        this.histories = histories;
    }

    @GetMapping("/{generationId}")
    ResponseEntity<GenerationResource> one(
            Caller caller,
            @PathVariable UUID generationId,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            HttpServletRequest request) {
        Paging.onlyKnown(request, Set.of());
        if (prefer != null && prefer.contains("wait")) {
            throw Problem.invalid("Prefer", "NOT_AVAILABLE", "waiting for the result is not available yet");
        }
        var resource = generations.resource(owned(caller, generationId));
        var answer = ResponseEntity.ok();
        if (resource.status() == Status.PENDING) {
            answer.header("Retry-After", POLL_AGAIN_SECONDS);
        }
        return answer.body(resource);
    }

    @GetMapping
    Page<GenerationResource> list(
            Caller caller,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Status status,
            @RequestParam(required = false) @Nullable Kind kind,
            @RequestParam(required = false) @Nullable Instant createdAfter,
            @RequestParam(required = false) @Nullable Instant createdBefore,
            HttpServletRequest request) {
        Paging.onlyKnown(request, LIST_PARAMETERS);
        var filter = new ListFilter(status, kind, createdAfter, createdBefore);
        var found = generations.page(caller.ownerId(), filter, Cursor.uuid(cursor), Paging.bounded(limit) + 1);
        return Paging.page(found, limit, GenerationResource::generationId);
    }

    @GetMapping("/{generationId}/attempts")
    Page<AttemptResource> attempts(
            Caller caller,
            @PathVariable UUID generationId,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        Paging.onlyKnown(request, PAGE_PARAMETERS);
        owned(caller, generationId);
        var found = histories.attempts(generationId, Cursor.number(cursor), Paging.bounded(limit) + 1);
        return Paging.page(found, limit, AttemptResource::number);
    }

    @GetMapping("/{generationId}/events")
    Page<TimelineEvent> events(
            Caller caller,
            @PathVariable UUID generationId,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        Paging.onlyKnown(request, PAGE_PARAMETERS);
        owned(caller, generationId);
        var skip = Cursor.number(cursor);
        return Paging.page(histories.timeline(generationId, skip, Paging.bounded(limit) + 1), limit, _ -> skip + limit);
    }

    private GenerationRow owned(Caller caller, UUID generationId) {
        return generations
                .find(caller.ownerId(), generationId)
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "there is no such generation"));
    }
}
