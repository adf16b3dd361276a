package dev.darkroom.worker.outcome;

import dev.darkroom.batch.GroupCommit;
import dev.darkroom.worker.job.Deadline;
import dev.darkroom.worker.job.Ending;
import dev.darkroom.worker.job.Finished;
import dev.darkroom.worker.job.Ticker;
import dev.darkroom.worker.settings.WorkerSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Commits what finished, together with whatever else finished meanwhile. While the database is away the result is
/// kept and tried again: the picture is paid for, and the AI server is not asked twice.
@Component
public class Outcomes implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Outcomes.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int LANES = 2;
    private static final int LARGEST_GROUP = 100;

    private final GroupCommit<Finished, Boolean> commits;
    private final EndedGenerations generations;
    private final WaitingGenerations waiting;
    private final Endings endings;
    private final TransactionTemplate transaction;
    private final Ticker ticker;

    Outcomes(
            WorkerSettings settings,
            EndedGenerations generations,
            WaitingGenerations waiting,
            Endings endings,
            TransactionTemplate transaction,
            Ticker ticker) {
        this.generations = generations;
        this.waiting = waiting;
        this.endings = endings;
        this.transaction = transaction;
        this.ticker = ticker;
        this.commits = new GroupCommit<>(
                "outcome", new GroupCommit.Bounds(settings.maxInFlight(), LARGEST_GROUP, LANES), this::commit);
    }

    /// Returns after the commit, after the database said that the row is no longer ours, or when the deadline has
    /// passed without a database.
    public Written write(Finished finished, Deadline deadline) {
        var pause = SHORTEST_PAUSE;
        var otherwise = Written.FENCED;
        while (true) {
            try {
                return commits.submit(finished).join() ? Written.COUNTED : otherwise;
            } catch (CompletionException failed) {
                if (!mayPass(failed.getCause()) || !deadline.left(ticker).isPositive() || !rest(pause)) {
                    log.atError()
                            .setCause(failed.getCause())
                            .log("a result could not be written; its generation is given back or ends by its deadline");
                    return Written.UNKNOWN;
                }
                if (!(failed.getCause() instanceof GroupCommit.Full)) {
                    otherwise = Written.UNKNOWN;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private List<Boolean> commit(List<Finished> group) {
        var waits = group.stream()
                .filter(finished -> finished.ending() instanceof Ending.Again)
                .toList();
        var ends = group.stream()
                .filter(finished -> !(finished.ending() instanceof Ending.Again))
                .toList();
        var written = transaction.execute(_ -> new Group(generations.end(ends), waiting.putOff(waits)));
        endings.tell(written.ended());
        endings.tellWaiting(written.waiting());
        var ours = new HashSet<>(written.ended());
        written.waiting().forEach(one -> ours.add(one.finished()));
        return group.stream().map(ours::contains).toList();
    }

    private record Group(List<Finished> ended, List<Ended> waiting) {}

    /// A statement that the database refuses will be refused again; everything else is its absence.
    private static boolean mayPass(@Nullable Throwable failed) {
        return !(failed instanceof NonTransientDataAccessException)
                || failed instanceof NonTransientDataAccessResourceException;
    }

    private static boolean rest(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        commits.close();
    }
}
