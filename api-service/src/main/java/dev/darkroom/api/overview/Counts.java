package dev.darkroom.api.overview;

import dev.darkroom.api.overview.Overview.Breaker;
import dev.darkroom.api.overview.Overview.Outbox;
import dev.darkroom.api.overview.Overview.Pending;
import dev.darkroom.contract.GenerationSnapshot.Stage;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Counts what is under way: each statement touches what is pending, due, present or open, never what has
/// ended.
@Component
class Counts {

    private final JdbcTemplate jdbc;

    Counts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Overview overview() {
        return new Overview(pending(), outbox(), breakers(), deadLetters(), null, null);
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
