package dev.darkroom.api.replay;

import dev.darkroom.api.paging.Cursor;
import dev.darkroom.api.paging.Paging;
import dev.darkroom.identity.Caller;
import dev.darkroom.rounds.Rounds;
import dev.darkroom.trace.Step;
import dev.darkroom.web.Page;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `/api/ops/replay`, for operators. The rounds of this process are woken after the commit; if the process dies
/// first, another one's find the row.
@RestController
@RequestMapping("/api/ops/replay")
class ReplayController {

    private final Operating operating;
    private final Replays replays;
    private final Rounds rounds;
    private final URI publicUrl;

    ReplayController(
            Operating operating,
            Replays replays,
            @Qualifier("replayRounds") Rounds rounds,
            @Value("${darkroom.public-url}") URI publicUrl) {
        this.operating = operating;
        this.replays = replays;
        this.rounds = rounds;
        this.publicUrl = publicUrl;
    }

    @PostMapping
    ResponseEntity<Object> start(Caller caller, Step request, @RequestBody ReplayOrder order) {
        var errors = order.errors();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        if (order.dry()) {
            return ResponseEntity.ok(operating.look(order));
        }
        var replay = operating.start(caller.ownerId(), order, request.context());
        rounds.wake();
        return ResponseEntity.accepted()
                .location(URI.create(publicUrl + "/api/ops/replay/" + replay.replayId()))
                .body(replay);
    }

    @GetMapping
    Page<ReplayResource> list(
            @RequestParam(defaultValue = "20") int limit, @RequestParam(required = false) @Nullable String cursor) {
        var found = replays.page(Cursor.uuid(cursor), Paging.bounded(limit) + 1);
        return Paging.page(found, limit, ReplayResource::replayId);
    }

    @GetMapping("/{replayId}")
    ReplayResource one(@PathVariable UUID replayId) {
        return replays.find(replayId).orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such replay."));
    }

    @PostMapping("/{replayId}/pause")
    ReplayResource pause(Caller caller, @PathVariable UUID replayId) {
        return operating.pause(caller.ownerId(), replayId);
    }

    @PostMapping("/{replayId}/resume")
    ReplayResource resume(Caller caller, @PathVariable UUID replayId) {
        var replay = operating.resume(caller.ownerId(), replayId);
        rounds.wake();
        return replay;
    }

    @PostMapping("/{replayId}/cancel")
    ReplayResource cancel(Caller caller, @PathVariable UUID replayId) {
        return operating.cancel(caller.ownerId(), replayId);
    }
}
