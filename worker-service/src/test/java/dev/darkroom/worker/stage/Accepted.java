package dev.darkroom.worker.stage;

import com.fasterxml.uuid.Generators;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// Generations as api-service leaves them, and a look at what became of them.
public final class Accepted {

    private static final String ACCEPT = """
            insert into generation (id, owner_id, kind, attempts_max, prompt, width, height, image_count, seed, model,
                                    deadline)
            values (?, ?, 'IMAGE', ?, 'a red fox in the snow', 64, 64, ?, 7, 'default', now() + interval '15 minutes')
            """;

    private final JdbcTemplate jdbc;

    public Accepted(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public UUID one() {
        return of(1, 5);
    }

    public UUID of(int pictures, int attemptsMax) {
        var id = Generators.timeBasedEpochRandomGenerator().generate();
        jdbc.update(ACCEPT, id, UUID.randomUUID(), attemptsMax, pictures);
        return id;
    }

    public Map<String, Object> row(UUID id) {
        return jdbc.queryForMap("select * from generation where id = ?", id);
    }

    public Map<String, Object> attempt(UUID id, int number) {
        return jdbc.queryForMap("select * from generation_attempt where generation_id = ? and number = ?", id, number);
    }

    public List<Map<String, Object>> images(UUID id) {
        return jdbc.queryForList("select * from generation_image where generation_id = ? order by ordinal", id);
    }

    public List<Map<String, Object>> outbox(UUID id) {
        return jdbc.queryForList("select * from outbox where aggregate_id = ? order by id", id);
    }

    public int runsOf(UUID id) {
        return jdbc.queryForObject("select count(*) from generation_run where generation_id = ?", Integer.class, id);
    }

    public int workersPresent() {
        return jdbc.queryForObject("select count(*) from worker where gone_at is null", Integer.class);
    }

    /// How long the sweeper will leave it alone.
    public Duration untilResend(UUID id) {
        return Duration.ofSeconds(jdbc.queryForObject(
                "select extract(epoch from resend_at - now())::bigint from generation where id = ?", Long.class, id));
    }

    public long secondsUntilDue(UUID id) {
        return jdbc.queryForObject(
                "select extract(epoch from due_at - now())::bigint from generation where id = ?", Long.class, id);
    }

    /// Attempts that failed and count against the budget.
    public int chargedFailures(UUID id) {
        return jdbc.queryForObject(
                "select count(*) from generation_attempt where generation_id = ? and charged and outcome <> 'SUCCEEDED'",
                Integer.class,
                id);
    }

    public void change(UUID id, String assignments) {
        jdbc.update("update generation set " + assignments + " where id = ?", id);
    }
}
