package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.run.NewRuns;
import dev.darkroom.api.run.NewRuns.By;
import dev.darkroom.api.run.NewRuns.Failed;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.generation.GenerationRow;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs that follow each other, and what operators' replays stand on.
class RunsTest extends ServiceOverHttp {

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private NewRuns newRuns;

    @Test
    void operators_replays_count_and_end_at_the_cap() {
        var id = Generations.accepted(ann);
        for (int replay = 1; replay <= 2; replay++) {
            Generations.cancel(ann, id);
            assertThat(begin(id, replay, By.OPERATOR, 2))
                    .singleElement()
                    .satisfies(row -> assertThat(row.run()).isGreaterThan(1));
            assertThat(generations.row(id)).containsEntry("replay_count", replay);
        }
        Generations.cancel(ann, id);

        assertThat(begin(id, 3, By.OPERATOR, 2)).isEmpty();
        assertThat(begin(id, 2, By.OWNER, 0)).as("an older run").isEmpty();
        assertThat(Generations.retry(ann, id).status()).isEqualTo(202);
    }

    @Test
    void the_timeline_tells_waits_cancel_retry_and_replay_in_order() {
        var id = Generations.accepted(ann);
        generations.claimed(id);
        generations.waits(id);
        generations.claimed(id);
        Generations.cancel(ann, id);
        Generations.retry(ann, id);
        generations.claimed(id);
        generations.failed(id, "AI_SERVER_REFUSED", true);
        begin(id, 2, By.OPERATOR, 5);
        generations.claimed(id);
        generations.waits(id);

        var items = ann.get("/api/generation/" + id + "/events?limit=50").json().get("items");

        assertThat(items.valueStream()
                        .map(item -> item.get("type").asString() + " "
                                + item.get("run").asInt() + " "
                                + item.get("attempt").asString()))
                .containsExactly(
                        "accepted 1 ",
                        "attempt-started 1 1",
                        "attempt-finished 1 1",
                        "retry-scheduled 1 2",
                        "attempt-started 1 2",
                        "attempt-finished 1 2",
                        "cancelled 1 ",
                        "retried 2 ",
                        "attempt-started 2 3",
                        "attempt-finished 2 3",
                        "failed 2 ",
                        "replayed 3 ",
                        "attempt-started 3 4",
                        "attempt-finished 3 4",
                        "retry-scheduled 3 5");
        assertThat(items.get(5).get("detail").asString()).isEqualTo("ABANDONED: CANCELLED: cancelled by its owner");
        assertThat(items.get(14).get("detail").asString()).matches("due \\d{4}-\\d\\d-\\d\\dT.*Z");
        var waiting = ann.get("/api/generation/" + id);
        assertThat(waiting.text("stage")).isEqualTo("RETRY_WAIT");
        assertThat(waiting.json().get("attempts").get("nextAt").isNull()).isFalse();
    }

    private List<GenerationRow> begin(UUID id, int failedRun, By by, int cap) {
        return transaction.execute(
                _ -> newRuns.begin(List.of(new Failed(id, failedRun)), by, cap, TraceContext.fresh()));
    }
}
