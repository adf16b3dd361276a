package dev.darkroom.api.run;

import dev.darkroom.api.read.GenerationQueries;
import dev.darkroom.api.resource.GenerationResource;
import dev.darkroom.identity.Caller;
import dev.darkroom.trace.Step;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `cancel` and `retry`. Someone else's id is 404, as if it did not exist.
@RestController
@RequestMapping("/api/generation/{generationId}")
class RunController {

    private final OwnersRuns runs;
    private final GenerationQueries generations;

    RunController(OwnersRuns runs, GenerationQueries generations) {
        this.runs = runs;
        this.generations = generations;
    }

    @PostMapping("/cancel")
    GenerationResource cancel(Caller caller, Step request, @PathVariable UUID generationId) {
        return generations.resource(runs.cancel(caller.ownerId(), generationId, request));
    }

    @PostMapping("/retry")
    ResponseEntity<GenerationResource> retry(Caller caller, Step request, @PathVariable UUID generationId) {
        var resource = generations.resource(runs.retry(caller.ownerId(), generationId, request));
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .header(HttpHeaders.LOCATION, resource.links().self())
                .body(resource);
    }
}
