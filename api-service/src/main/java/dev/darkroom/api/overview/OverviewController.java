package dev.darkroom.api.overview;

import dev.darkroom.api.deadletter.DeadLetters;
import dev.darkroom.api.paging.Cursor;
import dev.darkroom.api.paging.Paging;
import dev.darkroom.api.read.GenerationQueries;
import dev.darkroom.api.read.Histories;
import dev.darkroom.web.Page;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What operators look at first.
@RestController
@RequestMapping("/api/ops")
class OverviewController {

    private static final Set<String> PAGE_PARAMETERS = Set.of("limit", "cursor");

    /// Attempts and events of one generation, which its attempts' budget and the cap on replays keep far below
    /// this.
    private static final int ALL = 1_000;

    private final JdbcTemplate jdbc;
    private final Counts counts;
    private final GenerationQueries generations;
    private final Histories histories;
    private final DeadLetters deadLetters;
    private final ToldEvents told;

    OverviewController(
            JdbcTemplate jdbc,
            Counts counts,
            GenerationQueries generations,
            Histories histories,
            DeadLetters deadLetters,
            ToldEvents told) {
        this.jdbc = jdbc;
        this.counts = counts;
        this.generations = generations;
        this.histories = histories;
        this.deadLetters = deadLetters;
        this.told = told;
    }

    @GetMapping("/overview")
    Overview overview() {
        return counts.overview();
    }

    private static final String WORKERS = """
            select worker.id, worker.name, worker.started_at, worker.beat_at, worker.gone_at,
                   (select count(*)
                      from generation
                     where generation.lease_owner = worker.id
                       and generation.stage is not null) as jobs_in_hand
              from worker
             where ?::uuid is null or worker.id < ?::uuid
             order by worker.id desc
             limit ?
            """;

    @GetMapping("/worker")
    Page<WorkerResource> workers(
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        Paging.onlyKnown(request, PAGE_PARAMETERS);
        var before = Cursor.uuid(cursor);
        var found =
                jdbc.query(WORKERS, (row, _) -> WorkerResource.read(row), before, before, Paging.bounded(limit) + 1);
        return Paging.page(found, limit, WorkerResource::id);
    }

    @GetMapping("/generation/{generationId}")
    Story story(@PathVariable UUID generationId) {
        var row = generations
                .find(generationId)
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "there is no such generation"));
        return new Story(
                row.ownerId(),
                row.trace().traceId(),
                generations.resource(row),
                histories.attempts(generationId, 0, ALL),
                histories.timeline(generationId, 0, ALL),
                deadLetters.of(generationId),
                told.of(row.ownerId(), generationId));
    }
}
