package dev.darkroom.worker.lease;

import com.zaxxer.hikari.HikariDataSource;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.generation.GenerationEvents;
import dev.darkroom.generation.GenerationLinks;
import dev.darkroom.ids.Ids;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.RelayBell;
import dev.darkroom.testkit.Database;
import dev.darkroom.worker.job.Availability;
import dev.darkroom.worker.job.Brief;
import dev.darkroom.worker.job.Budget;
import dev.darkroom.worker.job.Deadline;
import dev.darkroom.worker.job.Job;
import dev.darkroom.worker.job.Ticker;
import dev.darkroom.worker.outcome.Progress;
import dev.darkroom.worker.settings.WorkerSettings;
import dev.darkroom.worker.stage.Accepted;
import dev.darkroom.worker.stage.AlwaysThere;
import dev.darkroom.worker.stage.Shipped;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/// Workers that share one database and run in one process; each has a ticker that a test moves.
final class Fleet implements AutoCloseable {

    private final HikariDataSource pool;
    private final JdbcTemplate jdbc;
    private final Accepted accepted;
    private final List<Member> members = new ArrayList<>();

    Fleet(Database database) {
        pool = database.pool(8);
        jdbc = new JdbcTemplate(pool);
        accepted = new Accepted(jdbc);
    }

    Accepted accepted() {
        return accepted;
    }

    void clear() {
        jdbc.execute("truncate worker, outbox, generation cascade");
    }

    Member join() {
        return join(Duration.ofSeconds(20));
    }

    Member join(Duration stopPatience) {
        var member = new Member(jdbc, Database.transactions(pool), Shipped.settings(Path.of("unused"), stopPatience));
        members.add(member);
        return member;
    }

    /// A generation whose first attempt `worker` has claimed.
    Job claimed(UUID worker) {
        return claimed(worker, 1, 5);
    }

    Job claimed(UUID worker, int attempt, int attemptsMax) {
        var id = accepted.of(1, attemptsMax);
        accepted.change(
                id,
                "stage = 'GENERATING', attempt = %d, attempts_made = %d, lease_owner = '%s'"
                        .formatted(attempt, attempt, worker));
        jdbc.update(
                "insert into generation_attempt (generation_id, number, run, worker_id) values (?, ?, 1, ?)",
                id,
                attempt,
                worker);
        return new Job(
                id,
                1,
                attempt,
                worker,
                new Budget(attempt, attemptsMax),
                Deadline.in(Duration.ofMinutes(15), System::nanoTime),
                new Brief("a fox", null, 64, 64, 1, null, "default"),
                TraceContext.of(id),
                null);
    }

    void finishAttempt(Job job, String outcome) {
        jdbc.update(
                "update generation_attempt set finished_at = now(), outcome = ?, error_code = 'AI_SERVER_BUSY' "
                        + "where generation_id = ? and number = ?",
                outcome,
                job.generationId(),
                job.attempt());
    }

    void silence(UUID worker, Duration since) {
        jdbc.update(
                "update worker set beat_at = now() - ? * interval '1 millisecond' where id = ?",
                since.toMillis(),
                worker);
    }

    void declareGone(UUID worker) {
        jdbc.update("update worker set gone_at = now() where id = ?", worker);
    }

    @Nullable Object goneAt(UUID worker) {
        return jdbc.queryForMap("select gone_at from worker where id = ?", worker)
                .get("gone_at");
    }

    @Override
    public void close() {
        members.forEach(Member::close);
        pool.close();
    }

    static final class Member implements AutoCloseable {

        private final AtomicLong nanos = new AtomicLong();
        private final CountDownLatch testIsOver = new CountDownLatch(1);
        private final AnnotationConfigApplicationContext parts = new AnnotationConfigApplicationContext();

        Member(JdbcTemplate jdbc, TransactionTemplate transaction, WorkerSettings settings) {
            parts.registerBean(WorkerSettings.class, () -> settings);
            parts.registerBean(JdbcTemplate.class, () -> jdbc);
            parts.registerBean(TransactionTemplate.class, () -> transaction);
            parts.registerBean(Outbox.class, () -> new Outbox(jdbc, new RelayBell()));
            parts.registerBean(Availability.class, AlwaysThere::new);
            parts.registerBean(Progress.class, () -> (_, _) -> {});
            parts.registerBean(
                    GenerationEvents.class,
                    () -> new GenerationEvents(
                            new GenerationLinks(URI.create("http://localhost:8080")), Ids.timeOrdered()));
            parts.registerBean(Ids.class, Ids::timeOrdered);
            parts.registerBean(Ticker.class, () -> nanos::get);
            parts.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
            parts.scan("dev.darkroom.worker.outcome");
            parts.register(
                    Workers.class,
                    JobsInHand.class,
                    Lease.class,
                    Comparison.class,
                    Returns.class,
                    Reaper.class,
                    Sweeper.class,
                    Overdue.class,
                    Farewell.class);
            parts.refresh();
        }

        Lease lease() {
            return parts.getBean(Lease.class);
        }

        UUID id() {
            return lease().worker().orElseThrow();
        }

        JobsInHand jobs() {
            return parts.getBean(JobsInHand.class);
        }

        Comparison comparison() {
            return parts.getBean(Comparison.class);
        }

        Reaper reaper() {
            return parts.getBean(Reaper.class);
        }

        Sweeper sweeper() {
            return parts.getBean(Sweeper.class);
        }

        Overdue overdue() {
            return parts.getBean(Overdue.class);
        }

        Farewell farewell() {
            return parts.getBean(Farewell.class);
        }

        void passes(Duration time) {
            nanos.addAndGet(time.toNanos());
        }

        /// Takes the job in hand and asks an AI server that never answers.
        Call hold(Job job) {
            var call = new Call(testIsOver);
            jobs().start(job, call::make);
            call.begun();
            return call;
        }

        @Override
        public void close() {
            testIsOver.countDown();
            parts.close();
        }
    }

    /// A call that ends only when it is broken off, or with the test.
    static final class Call {

        private final CountDownLatch end;
        private final CountDownLatch begun = new CountDownLatch(1);
        private volatile @Nullable Held held;
        private volatile boolean brokenOff;

        Call(CountDownLatch end) {
            this.end = end;
        }

        void make(Held inHand) {
            held = inHand;
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException letGo) {
                brokenOff = true;
            }
        }

        void begun() {
            try {
                begun.await();
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        }

        Held held() {
            return held;
        }

        boolean brokenOff() {
            return brokenOff;
        }
    }
}
