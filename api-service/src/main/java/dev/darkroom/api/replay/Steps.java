package dev.darkroom.api.replay;

import dev.darkroom.api.audit.Audit;
import dev.darkroom.api.meters.MeterNames;
import dev.darkroom.api.replay.StepRows.Item;
import dev.darkroom.api.replay.StepRows.Running;
import dev.darkroom.api.replay.StepRows.Settled;
import dev.darkroom.api.run.NewRuns;
import dev.darkroom.api.run.NewRuns.By;
import dev.darkroom.api.run.NewRuns.Failed;
import dev.darkroom.generation.GenerationRow;
import dev.darkroom.trace.Kind;
import dev.darkroom.trace.LogScope;
import dev.darkroom.trace.Step;
import dev.darkroom.trace.Traces;
import dev.darkroom.trace.Transitions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Moves the running replay on by one step. The step is one transaction under the lock of the replay's row: new runs,
/// their work records, settled dead letters and items stand together or not at all, so a process that dies in the
/// middle leaves nothing half done, and no two instances take the same step.
final class Steps {

    private static final Logger log = LoggerFactory.getLogger(Steps.class);
    /// Most replays of one generation.
    private static final int CAP = 5;
    /// Between two looks at the canaries.
    private static final Duration CANARY_LOOK = Duration.ofMillis(250);

    private static final Duration AT_ONCE = Duration.ZERO;

    /// Until the next look when nothing runs here.
    static final Duration IDLE = Duration.ofSeconds(1);

    private final TransactionTemplate transaction;
    private final Replays replays;
    private final StepRows rows;
    private final NewRuns runs;
    private final Audit audit;
    private final Counter begun;
    private final Counter leftOut;
    private final Traces traces;

    Steps(
            TransactionTemplate transaction,
            Replays replays,
            StepRows rows,
            NewRuns runs,
            Audit audit,
            MeterRegistry meters,
            Traces traces) {
        this.transaction = transaction;
        this.replays = replays;
        this.rows = rows;
        this.runs = runs;
        this.audit = audit;
        this.begun = meters.counter(MeterNames.REPLAY_ITEMS, "outcome", "begun");
        this.leftOut = meters.counter(MeterNames.REPLAY_ITEMS, "outcome", "left_out");
        this.traces = traces;
    }

    /// @return how long until it is worth looking again
    Duration tick() {
        var taken = transaction.execute(_ -> rows.lock().map(this::step).orElse(Taken.none(IDLE)));
        taken.begun().forEach(Steps::tell);
        begun.increment(taken.begun().size());
        leftOut.increment(taken.leftOut());
        return taken.next();
    }

    private static void tell(GenerationRow begun) {
        try (var _ = LogScope.of(begun.id(), begun.trace())) {
            Transitions.log().atInfo().addKeyValue("run", begun.run()).log("a new run begins; an operator replays it");
        }
    }

    private record Taken(Duration next, List<GenerationRow> begun, int leftOut) {

        static Taken none(Duration next) {
            return new Taken(next, List.of(), 0);
        }
    }

    private Taken step(Running replay) {
        if (replay.dueAt().isAfter(replay.now())) {
            return Taken.none(Duration.between(replay.now(), replay.dueAt()));
        }
        var next = NextStep.of(
                rows.canaries(replay), rows.waiting(replay.id()), replay.pace().portion());
        return switch (next) {
            case NextStep.Begin(int most) -> begin(replay, most);
            case NextStep.Await() -> {
                rows.due(replay.id(), replay.now().plus(CANARY_LOOK));
                yield Taken.none(CANARY_LOOK);
            }
            case NextStep.Stop() -> {
                replays.giveBack(replay.id());
                yield end(replay, ReplayState.STOPPED, "replay.stopped");
            }
            case NextStep.Finish() -> end(replay, ReplayState.DONE, "replay.done");
        };
    }

    private Taken begin(Running replay, int most) {
        var items = rows.next(replay.id(), most);
        try (var step = traces.begin("replay step", Kind.INTERNAL, replay.asked())
                .with("darkroom.replay.id", replay.id().toString())) {
            return begin(replay, items, step);
        }
    }

    /// The step is in the trace of whoever asked for the replay. Each run stays in its generation's, and points here.
    private Taken begin(Running replay, List<Item> items, Step step) {
        var begun = runs.begin(
                items.stream()
                        .filter(Item::held)
                        .map(item -> new Failed(item.generationId(), item.run()))
                        .toList(),
                By.OPERATOR,
                CAP,
                step.context());
        begun.forEach(row -> step.after(row.trace()));
        var settled = judged(items, begun.stream().collect(Collectors.toMap(GenerationRow::id, Function.identity())));
        rows.settle(replay.id(), settled);
        var due = replay.pace().after(replay.dueAt(), replay.now(), items.size());
        rows.due(replay.id(), due);
        var wait = Duration.between(replay.now(), due);
        return new Taken(wait.isNegative() ? AT_ONCE : wait, begun, items.size() - begun.size());
    }

    /// How those stand that did not begin is read after the attempt: what stopped it is visible by then.
    private List<Settled> judged(List<Item> items, Map<?, GenerationRow> begun) {
        var leftOut = items.stream().filter(item -> !begun(item, begun)).toList();
        var standings = rows.standings(leftOut);
        return items.stream()
                .map(item -> new Settled(
                        item,
                        begun(item, begun)
                                ? Verdict.BEGUN
                                : item.held()
                                        ? Verdict.leftOut(item.run(), standings.get(item.generationId()), CAP)
                                        : Verdict.TAKEN_AWAY))
                .toList();
    }

    private static boolean begun(Item item, Map<?, GenerationRow> begun) {
        var row = begun.get(item.generationId());
        return item.held() && row != null && row.run() == item.run() + 1;
    }

    private Taken end(Running replay, ReplayState as, String action) {
        replays.end(replay.id(), as);
        var ended = replays.find(replay.id()).orElseThrow();
        audit.record(
                replay.requestedBy(),
                action,
                replay.id().toString(),
                Map.of("total", ended.total(), "done", ended.done(), "failed", ended.failed()));
        log.atInfo()
                .addKeyValue("replayId", replay.id())
                .addKeyValue("state", as)
                .addKeyValue("total", ended.total())
                .addKeyValue("done", ended.done())
                .addKeyValue("failed", ended.failed())
                .log("a replay has ended");
        return Taken.none(AT_ONCE);
    }
}
