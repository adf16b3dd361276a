package dev.darkroom.api.deadletter;

import dev.darkroom.api.paging.Cursor;
import dev.darkroom.api.paging.Paging;
import dev.darkroom.identity.Caller;
import dev.darkroom.web.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Operators' side of `dead_letter`.
@RestController
@RequestMapping("/api/ops/dead-letter")
class DeadLetterController {

    private static final Set<String> PARAMETERS =
            Set.of("limit", "cursor", "state", "failureCode", "fingerprint", "ownerId", "from", "to");

    private final DeadLetters deadLetters;
    private final Discards discards;

    DeadLetterController(DeadLetters deadLetters, Discards discards) {
        this.deadLetters = deadLetters;
        this.discards = discards;
    }

    /// No control characters and no half of a surrogate pair, which the database would refuse.
    record Discard(
            @NotBlank(message = "is required") @Size(max = 500, message = "must have at most {max} characters") @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must not contain control characters") String reason) {}

    @GetMapping
    Page<DeadLetterResource> list(
            @Valid DeadLetterFilter filter,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        Paging.onlyKnown(request, PARAMETERS);
        var found = deadLetters.page(filter, Cursor.uuid(cursor), Paging.bounded(limit) + 1);
        return Paging.page(found, limit, DeadLetterResource::id);
    }

    @GetMapping("/group")
    Page<DeadLetterGroup> groups(
            @Valid DeadLetterFilter filter,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        Paging.onlyKnown(request, PARAMETERS);
        var skip = Cursor.number(cursor);
        return Paging.page(deadLetters.groups(filter, skip, Paging.bounded(limit) + 1), limit, _ -> skip + limit);
    }

    @GetMapping("/{deadLetterId}")
    DeadLetterDetail one(@PathVariable UUID deadLetterId) {
        return deadLetters.detail(deadLetterId).orElseThrow(Discards::unknown);
    }

    @PostMapping("/{deadLetterId}/discard")
    DeadLetterResource discard(Caller operator, @PathVariable UUID deadLetterId, @Valid @RequestBody Discard request) {
        return discards.discard(operator.ownerId(), deadLetterId, request.reason());
    }
}
