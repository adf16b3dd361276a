package dev.darkroom.api.accept;

import dev.darkroom.api.accept.Acceptance.Claimed;
import dev.darkroom.api.accept.Acceptance.Outcome;
import dev.darkroom.api.accept.OrderRules.Verdict;
import dev.darkroom.api.resource.GenerationResource;
import dev.darkroom.identity.Caller;
import dev.darkroom.ids.Ids;
import dev.darkroom.trace.LogScope;
import dev.darkroom.trace.Step;
import dev.darkroom.trace.Transitions;
import dev.darkroom.web.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// `POST /api/generation`: 202 after the commit, never before.
@RestController
class AcceptController {

    private static final String KEY = "Idempotency-Key";
    private static final String KEY_EXPIRES = "Idempotency-Key-Expires";
    private static final String REPLAYED = "Idempotency-Replayed";

    private final Ids ids;
    private final Accepting accepting;

    AcceptController(Ids ids, Accepting accepting) {
        this.ids = ids;
        this.accepting = accepting;
    }

    @PostMapping("/api/generation")
    ResponseEntity<GenerationResource> accept(
            Caller caller,
            Step request,
            @RequestBody GenerationBody body,
            @RequestHeader(name = KEY, required = false) @Nullable String keyHeader,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
        refuseWaiting(prefer);
        var key = IdempotencyKey.parse(keyHeader);
        var order = order(body);
        var acceptance = new Acceptance(
                ids.next(),
                caller.ownerId(),
                order,
                key == null ? null : new Claimed(key, IdempotencyKey.fingerprint(order)),
                request.context());
        return switch (accepting.accept(acceptance)) {
            case Outcome.Stored(var row) -> {
                request.with(Step.GENERATION, row.id().toString());
                tell(acceptance);
                var resource = accepting.resource(row);
                var answer = answer(resource);
                if (key != null) {
                    answer.header(
                            KEY_EXPIRES, accepting.keptUntil(row.createdAt()).toString());
                }
                yield answer.body(resource);
            }
            case Outcome.KeyTaken() -> repeated(acceptance);
        };
    }

    private static void tell(Acceptance accepted) {
        if (Transitions.log().isDebugEnabled()) {
            try (var _ = LogScope.of(accepted.id(), accepted.trace())) {
                Transitions.log()
                        .atDebug()
                        .addKeyValue("ownerId", accepted.ownerId())
                        .log("generation accepted");
            }
        }
    }

    private ResponseEntity<GenerationResource> repeated(Acceptance acceptance) {
        var earlier = accepting.earlier(acceptance);
        return answer(earlier.resource())
                .header(REPLAYED, "true")
                .header(KEY_EXPIRES, earlier.expiresAt().toString())
                .body(earlier.resource());
    }

    private static ResponseEntity.BodyBuilder answer(GenerationResource resource) {
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .header(HttpHeaders.LOCATION, resource.links().self());
    }

    private static GenerationOrder order(GenerationBody body) {
        return switch (OrderRules.judge(body)) {
            case Verdict.Acceptable(var order) -> order;
            case Verdict.Unacceptable(var errors) -> throw Problem.invalid(errors);
        };
    }

    private static void refuseWaiting(@Nullable String prefer) {
        if (prefer != null && prefer.contains("wait")) {
            throw Problem.invalid("Prefer", "NOT_AVAILABLE", "waiting for the result is not available yet");
        }
    }

    /// An earlier request's generation, as it stands now.
    record Earlier(GenerationResource resource, Instant expiresAt) {}
}
