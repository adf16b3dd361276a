package dev.darkroom.worker.lease;

import dev.darkroom.ids.Ids;
import dev.darkroom.worker.job.Availability;
import dev.darkroom.worker.job.Ticker;
import dev.darkroom.worker.settings.WorkerSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// This process's standing as a worker: an id that others can see alive. It is lost when a beat finds it declared
/// gone, or when no beat got through for a whole lease; then everything held is let go and a new id is taken, so that
/// nothing that was begun under the old one can be mistaken for ours.
@Component
public class Lease {

    private static final Logger log = LoggerFactory.getLogger(Lease.class);

    private final Workers workers;
    private final JobsInHand jobs;
    private final Availability aiServer;
    private final Ticker ticker;
    private final Ids ids;
    private final Duration lasts;
    private volatile @Nullable Standing standing;

    Lease(WorkerSettings settings, Workers workers, JobsInHand jobs, Availability aiServer, Ticker ticker, Ids ids) {
        this.aiServer = aiServer;
        this.lasts = settings.lease().lasts();
        this.workers = workers;
        this.jobs = jobs;
        this.ticker = ticker;
        this.ids = ids;
    }

    /// @param sinceNanos the first of the unbroken row of good beats
    /// @param lastNanos when the newest good beat was begun
    private record Standing(UUID id, long sinceNanos, long lastNanos) {}

    /// The id to claim under; empty while there is none.
    public Optional<UUID> worker() {
        return Optional.ofNullable(standing).map(Standing::id);
    }

    /// The id under which silence of others may be judged: only after a whole lease of own good beats. After an outage
    /// of the database everyone is silent, and nobody dead.
    Optional<UUID> witness() {
        return Optional.ofNullable(standing)
                .filter(s -> s.lastNanos() - s.sinceNanos() >= lasts.toNanos())
                .map(Standing::id);
    }

    /// One beat.
    ///
    /// @throws DataAccessException when the database does not answer; the lease may have been lost meanwhile
    void beat() {
        var now = ticker.nanos();
        var held = standing;
        if (held != null && now - held.lastNanos() >= lasts.toNanos()) {
            lose("no beat got through for a whole lease");
            held = null;
        }
        if (held != null && !workers.beat(held.id(), aiServer.standing())) {
            lose("another worker declared this one gone");
            held = null;
        }
        standing = held == null ? register(now) : new Standing(held.id(), held.sinceNanos(), now);
    }

    /// Leaves in good order; what is still held under the id is free to be taken at once.
    void leave() {
        var held = standing;
        standing = null;
        if (held != null) {
            workers.leave(held.id());
        }
    }

    private Standing register(long now) {
        var id = ids.next();
        workers.register(id, "worker-" + ProcessHandle.current().pid());
        log.atInfo().addKeyValue("worker", id).log("registered; jobs are claimed under this id");
        return new Standing(id, now, now);
    }

    private void lose(String why) {
        standing = null;
        var letGo = jobs.letAllGo();
        log.atWarn()
                .addKeyValue("cause", why)
                .addKeyValue("jobs", letGo.size())
                .log("the lease is lost; calls in hand are broken off and other workers take them over");
    }
}
