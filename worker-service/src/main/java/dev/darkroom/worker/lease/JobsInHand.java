package dev.darkroom.worker.lease;

import dev.darkroom.trace.LogScope;
import dev.darkroom.worker.job.Job;
import dev.darkroom.worker.meters.MeterNames;
import dev.darkroom.worker.settings.WorkerSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Every job this process holds, each on a virtual thread of its own, never more than `max-in-flight`.
@Component
public class JobsInHand {

    private static final Logger log = LoggerFactory.getLogger(JobsInHand.class);

    private final int most;
    private final Semaphore permits;
    private final ConcurrentHashMap<Key, Held> held = new ConcurrentHashMap<>();
    private volatile Runnable whenFreed = () -> {};

    JobsInHand(WorkerSettings settings, MeterRegistry meters) {
        this.most = settings.maxInFlight();
        this.permits = new Semaphore(most);
        Gauge.builder(MeterNames.IN_FLIGHT, this, JobsInHand::held)
                .description("jobs held, from claim to committed outcome")
                .register(meters);
        Gauge.builder(MeterNames.IN_FLIGHT_MAX, this, jobs -> jobs.most)
                .description("jobs that may be held at once")
                .register(meters);
    }

    /// An attempt, as rows and jobs are compared.
    record Key(UUID generationId, int attempt) {

        static Key of(Job job) {
            return new Key(job.generationId(), job.attempt());
        }
    }

    /// How many more can be started without waiting.
    public int free() {
        return permits.availablePermits();
    }

    /// How many are held.
    public int held() {
        return most - free();
    }

    /// Called after each job's end, on its thread.
    public void whenFreed(Runnable look) {
        whenFreed = look;
    }

    /// Starts `work` on a thread of its own. Callers look at [#free] first; beyond it this waits.
    public void start(Job job, Consumer<Held> work) {
        permits.acquireUninterruptibly();
        var inHand = new Held(job);
        held.put(Key.of(job), inHand);
        var thread = Thread.ofVirtual().name("job-" + job.generationId()).unstarted(() -> run(inHand, work));
        inHand.workedBy(thread);
        thread.start();
    }

    private void run(Held inHand, Consumer<Held> work) {
        try (var _ = LogScope.of(inHand.job().generationId(), inHand.job().trace())) {
            work(inHand, work);
        } finally {
            held.remove(Key.of(inHand.job()));
            permits.release();
            whenFreed.run();
        }
    }

    private static void work(Held inHand, Consumer<Held> work) {
        try {
            work.accept(inHand);
        } catch (RuntimeException bug) {
            log.atError().setCause(bug).log("an attempt broke; its row is given back with one of the next beats");
        }
    }

    /// Whether its AI server has yet to answer.
    public boolean isAtWork(Job job) {
        var inHand = held.get(Key.of(job));
        return inHand != null && inHand.isAtWork();
    }

    List<Held> all() {
        return List.copyOf(held.values());
    }

    boolean holds(Key attempt) {
        return held.containsKey(attempt);
    }

    /// @return the jobs that were broken off; those being finished go on
    List<Job> letAllGo() {
        return all().stream().filter(Held::letGo).map(Held::job).toList();
    }

    /// Waits until nothing is held.
    ///
    /// @return false when `patience` ended first
    boolean awaitNone(Duration patience) throws InterruptedException {
        var none = permits.tryAcquire(most, patience.toNanos(), TimeUnit.NANOSECONDS);
        if (none) {
            permits.release(most);
        }
        return none;
    }
}
