package dev.darkroom.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

/// Group commit: whatever waits when a lane becomes free shares its next transaction. Nobody waits for company, so a
/// lone caller pays one round trip, and a crowd pays one commit for many rows.
///
/// A group that fails is retried row by row, so that one bad row fails alone; when the database is away, everyone in
/// the group is told at once.
public final class GroupCommit<I, O> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private final BlockingQueue<Waiting<I, O>> waiting;
    private final Function<List<I>, List<O>> transaction;
    private final int largestGroup;
    private final List<Thread> lanes = new ArrayList<>();
    private volatile boolean closing;

    /// Opens the lanes.
    ///
    /// @param name of the lanes' threads
    /// @param bounds how much may wait, how much commits together, and how many commits run at once
    /// @param transaction commits the items and answers in their order, or throws and has committed none
    public GroupCommit(String name, Bounds bounds, Function<List<I>, List<O>> transaction) {
        this.waiting = new ArrayBlockingQueue<>(bounds.waiting());
        this.transaction = transaction;
        this.largestGroup = bounds.group();
        for (int lane = 1; lane <= bounds.lanes(); lane++) {
            lanes.add(Thread.ofPlatform().name(name + "-" + lane).start(this::drain));
        }
    }

    /// How much may gather.
    ///
    /// @param waiting most items that wait for a lane
    /// @param group most items of one transaction
    /// @param lanes transactions at once
    public record Bounds(int waiting, int group, int lanes) {

        public Bounds {
            if (waiting < 1 || group < 1 || lanes < 1) {
                throw new IllegalArgumentException("need room for at least one item, in one group, on one lane");
            }
        }
    }

    /// Completes after the commit that holds `item`; fails with [Full] at once when too much waits already.
    public CompletableFuture<O> submit(I item) {
        var entry = new Waiting<I, O>(item, new CompletableFuture<>());
        if (closing || !waiting.offer(entry)) {
            entry.answer.completeExceptionally(new Full());
        }
        return entry.answer;
    }

    /// Lets what already waits commit, then ends the lanes.
    @Override
    public void close() {
        closing = true;
        for (var lane : lanes) {
            try {
                lane.join(TimeUnit.SECONDS.toMillis(30));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        for (Waiting<I, O> late; (late = waiting.poll()) != null; ) {
            late.answer.completeExceptionally(new Full());
        }
    }

    private void drain() {
        var group = new ArrayList<Waiting<I, O>>(largestGroup);
        while (true) {
            try {
                var first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) {
                    if (closing) {
                        return;
                    }
                    continue;
                }
                group.add(first);
                waiting.drainTo(group, largestGroup - 1);
                commit(group);
                group.clear();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void commit(List<Waiting<I, O>> group) {
        try {
            var answers = transaction.apply(group.stream().map(Waiting::item).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer.complete(answers.get(i));
            }
        } catch (DataAccessException failed) {
            if (group.size() == 1 || databaseIsAway(failed)) {
                group.forEach(entry -> entry.answer.completeExceptionally(failed));
                return;
            }
            log.atWarn()
                    .addKeyValue("rows", group.size())
                    .addKeyValue("cause", failed.getMostSpecificCause().getMessage())
                    .log("a group failed to commit; each of its rows is tried alone");
            group.forEach(entry -> commit(List.of(entry)));
        } catch (RuntimeException | Error failed) {
            group.forEach(entry -> entry.answer.completeExceptionally(failed));
        }
    }

    /// No connection, or one lost: trying each row alone would only wait once per row.
    private static boolean databaseIsAway(DataAccessException failed) {
        return failed instanceof DataAccessResourceFailureException;
    }

    /// More waits than the bound allows, or the service is stopping: come back later.
    public static final class Full extends RuntimeException {

        private static final long serialVersionUID = 1;

        Full() {
            super("too much waits to be written; come back in a moment", null, false, false);
        }
    }

    private record Waiting<I, O>(I item, CompletableFuture<O> answer) {}
}
