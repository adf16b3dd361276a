package dev.darkroom.api.overview;

import dev.darkroom.api.overview.Overview.Breaker;
import dev.darkroom.api.overview.Overview.Outbox;
import dev.darkroom.api.overview.Overview.Pending;
import dev.darkroom.api.overview.Overview.Recent;
import dev.darkroom.api.watch.Watch;
import dev.darkroom.contract.GenerationSnapshot.Stage;
import dev.darkroom.contract.GenerationSnapshot.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Counts what is under way: each statement touches what is pending, due, present, open or young, never all
/// that has ended.
@Component
class Counts {

    /// So long that a few minutes of trouble show, so short that a busy system counts it in milliseconds.
    private static final Duration LATELY = Duration.ofMinutes(10);

    private final JdbcTemplate jdbc;
    private final Watch watch;
    private final Clock clock;

    Counts(JdbcTemplate jdbc, Watch watch, Clock clock) {
        this.jdbc = jdbc;
        this.watch = watch;
        this.clock = clock;
    }

    Overview overview() {
        return new Overview(
                pending(),
                recent(clock.instant().minus(LATELY)),
                outbox(),
                breakers(),
                deadLetters(),
                watch.consumerLag(),
                sessions());
    }

    private static final String BY_STAGE = """
            select stage, count(*) as count
              from generation
             where stage is not null
             group by stage
            """;

    /// A run began as long before its deadline as it may take.
    private static final String OLDEST = """
            select id, deadline - deadline_seconds * interval '1 second' as since
              from generation
             where stage is not null
             order by since, id
             limit 1
            """;

    private Pending pending() {
        var byStage = new EnumMap<Stage, Long>(Stage.class);
        for (var stage : Stage.values()) {
            byStage.put(stage, 0L);
        }
        jdbc.query(BY_STAGE, row -> {
            byStage.put(Stage.valueOf(row.getString("stage")), row.getLong("count"));
        });
        var total = byStage.values().stream().mapToLong(Long::longValue).sum();
        return jdbc
                .query(
                        OLDEST,
                        (row, _) -> new Pending(
                                total,
                                byStage,
                                row.getObject("id", UUID.class),
                                row.getObject("since", OffsetDateTime.class).toInstant()))
                .stream()
                .findFirst()
                .orElseGet(() -> new Pending(total, byStage, null, null));
    }

    private static final String RECENT = """
            select status, count(*) as count
              from generation
             where id >= ?
             group by status
            """;

    /// Ids sort by the time they were made.
    private Recent recent(Instant since) {
        var byStatus = new EnumMap<Status, Long>(Status.class);
        for (var status : Status.values()) {
            byStatus.put(status, 0L);
        }
        jdbc.query(
                RECENT,
                row -> {
                    byStatus.put(Status.valueOf(row.getString("status")), row.getLong("count"));
                },
                firstIdOf(since));
        return new Recent(since, byStatus);
    }

    /// The least UUIDv7 of a millisecond.
    private static UUID firstIdOf(Instant at) {
        return new UUID((at.toEpochMilli() << 16) | 0x7000, 0x8000_0000_0000_0000L);
    }

    private static final String DUE = """
            select count(*) as pending, coalesce(extract(epoch from now() - min(available_at)), 0) as age
              from outbox
             where available_at <= now()
            """;

    private Outbox outbox() {
        return jdbc.query(DUE, (row, _) -> new Outbox(row.getLong("pending"), row.getDouble("age")))
                .getFirst();
    }

    private static final String BREAKERS = """
            select worker.id, breaker.backend, breaker.state, breaker.reason
              from worker
             cross join jsonb_to_recordset(worker.breakers) as breaker (backend text, state text, reason text)
             where worker.gone_at is null
               and worker.beat_at > now() - interval '10 seconds'
               and breaker.backend is not null
               and breaker.state is not null
             order by breaker.backend, worker.id
            """;

    private List<Breaker> breakers() {
        return jdbc.query(
                BREAKERS,
                (row, _) -> new Breaker(
                        row.getObject("id", UUID.class),
                        row.getString("backend"),
                        row.getString("state"),
                        row.getString("reason")));
    }

    /// A notifier counts every 5 s; one that is silent for three times as long has no sessions any more.
    private static final String SESSIONS = """
            select sum(sessions)
              from notifier
             where beat_at > now() - interval '15 seconds'
            """;

    private @Nullable Long sessions() {
        return jdbc.queryForObject(SESSIONS, Long.class);
    }

    private static final String OPEN_LETTERS = """
            select failure_code, count(*) as count
              from dead_letter
             where state = 'OPEN'
             group by failure_code
            """;

    private Map<String, Long> deadLetters() {
        var byCode = new TreeMap<String, Long>();
        jdbc.query(OPEN_LETTERS, row -> {
            byCode.put(row.getString("failure_code"), row.getLong("count"));
        });
        return byCode;
    }
}
