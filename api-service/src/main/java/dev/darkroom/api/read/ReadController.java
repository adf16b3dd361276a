package dev.darkroom.api.read;

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
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
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
        onlyKnown(request, Set.of());
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
        onlyKnown(request, LIST_PARAMETERS);
        var filter = new ListFilter(status, kind, createdAfter, createdBefore);
        var found = generations.page(caller.ownerId(), filter, Cursor.uuid(cursor), bounded(limit) + 1);
        return page(found, limit, GenerationResource::generationId);
    }

    @GetMapping("/{generationId}/attempts")
    Page<AttemptResource> attempts(
            Caller caller,
            @PathVariable UUID generationId,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        onlyKnown(request, PAGE_PARAMETERS);
        owned(caller, generationId);
        var found = histories.attempts(generationId, Cursor.number(cursor), bounded(limit) + 1);
        return page(found, limit, AttemptResource::number);
    }

    @GetMapping("/{generationId}/events")
    Page<TimelineEvent> events(
            Caller caller,
            @PathVariable UUID generationId,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        onlyKnown(request, PAGE_PARAMETERS);
        owned(caller, generationId);
        var skip = Cursor.number(cursor);
        return page(histories.timeline(generationId, skip, bounded(limit) + 1), limit, _ -> skip + limit);
    }

    private GenerationRow owned(Caller caller, UUID generationId) {
        return generations
                .find(caller.ownerId(), generationId)
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "there is no such generation"));
    }

    /// `found` holds one more than a page when there is another page.
    private static <T> Page<T> page(List<T> found, int limit, Function<T, Object> position) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        var items = found.subList(0, limit);
        return new Page<>(items, Cursor.after(position.apply(items.getLast())));
    }

    private static int bounded(int limit) {
        if (limit < 1 || limit > 100) {
            throw Problem.invalid("limit", "OUT_OF_RANGE", "1 to 100");
        }
        return limit;
    }

    /// A parameter that is not built, such as `fields`, or misspelt, is refused rather than ignored.
    private static void onlyKnown(HttpServletRequest request, Set<String> known) {
        for (var names = request.getParameterNames(); names.hasMoreElements(); ) {
            var name = names.nextElement();
            if (!known.contains(name)) {
                throw Problem.invalid(name, "NOT_AVAILABLE", "this parameter is not available here");
            }
        }
    }
}
