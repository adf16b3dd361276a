package dev.darkroom.api.replay;

import dev.darkroom.api.audit.Audit;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.ids.Ids;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.transaction.support.TransactionTemplate;

/// What operators do to replays. Each deed is one transaction with its line in the audit; what changes nothing is
/// neither an error nor written down.
final class Operating {

    private final TransactionTemplate transaction;
    private final Replays replays;
    private final Picked picked;
    private final Audit audit;
    private final Ids ids;

    Operating(TransactionTemplate transaction, Replays replays, Picked picked, Audit audit, Ids ids) {
        this.transaction = transaction;
        this.replays = replays;
        this.picked = picked;
        this.audit = audit;
        this.ids = ids;
    }

    DryRun look(ReplayOrder order) {
        picked.check(order.pick());
        return picked.look(order.pick());
    }

    /// @throws Problem `REPLAY_RUNNING` while another is RUNNING or PAUSED; see also [Picked#check]
    ReplayResource start(UUID operatorId, ReplayOrder order, TraceContext asked) {
        var id = ids.next();
        return transaction.execute(_ -> {
            picked.check(order.pick());
            if (!replays.open(id, operatorId, order, asked)) {
                throw running();
            }
            var total = picked.takeInto(id, order.pick());
            replays.total(id, total);
            audit.record(
                    operatorId,
                    "replay.started",
                    id.toString(),
                    Map.of("total", total, "ratePerSecond", order.rate(), "canary", order.canaries()));
            if (total == 0) {
                replays.end(id, ReplayState.DONE);
                audit.record(operatorId, "replay.done", id.toString(), Map.of("done", 0, "failed", 0));
            }
            return known(id);
        });
    }

    ReplayResource pause(UUID operatorId, UUID id) {
        return act(operatorId, id, "replay.paused", replays::pause);
    }

    ReplayResource resume(UUID operatorId, UUID id) {
        return act(operatorId, id, "replay.resumed", replays::resume);
    }

    ReplayResource cancel(UUID operatorId, UUID id) {
        return act(operatorId, id, "replay.cancelled", one -> {
            var ended = replays.end(one, ReplayState.CANCELLED);
            if (ended) {
                replays.giveBack(one);
            }
            return ended;
        });
    }

    private ReplayResource act(UUID operatorId, UUID id, String action, Predicate<UUID> deed) {
        return transaction.execute(_ -> {
            var done = deed.test(id);
            var replay = known(id);
            if (done) {
                audit.record(
                        operatorId,
                        action,
                        id.toString(),
                        Map.of("total", replay.total(), "done", replay.done(), "failed", replay.failed()));
            }
            return replay;
        });
    }

    private ReplayResource known(UUID id) {
        return replays.find(id).orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such replay."));
    }

    private Problem running() {
        return new Problem(
                ProblemCode.REPLAY_RUNNING,
                replays.current()
                        .map(other -> "Replay " + other.replayId() + " is " + other.state()
                                + "; wait for its end or cancel it.")
                        .orElse("Another replay was running a moment ago; try again."));
    }
}
