package dev.darkroom.api;

import dev.darkroom.api.ApiClient.Answer;
import dev.darkroom.api.ApiClient.Owner;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// Plays the worker: moves generations as its statements do. And what owners ask for.
final class Generations {

    private final JdbcTemplate jdbc;

    Generations(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    static UUID accepted(Owner owner) {
        return UUID.fromString(owner.post("/api/generation", "{\"prompt\":\"a red fox in the snow\"}")
                .text("generationId"));
    }

    static Answer cancel(Owner owner, UUID id) {
        return owner.post("/api/generation/" + id + "/cancel", "");
    }

    static Answer retry(Owner owner, UUID id) {
        return owner.post("/api/generation/" + id + "/retry", "");
    }

    /// The next attempt begins.
    ///
    /// @return the worker that holds it
    UUID claimed(UUID id) {
        var worker = UUID.randomUUID();
        jdbc.update("""
                update generation
                   set attempt = attempt + 1, attempts_made = attempts_made + 1, stage = 'GENERATING', lease_owner = ?,
                       started_at = coalesce(started_at, now()), version = version + 1
                 where id = ?
                """, worker, id);
        jdbc.update("""
                insert into generation_attempt (generation_id, number, run, worker_id)
                select id, attempt, run, lease_owner from generation where id = ?
                """, id);
        return worker;
    }

    /// The attempt failed, and another follows.
    void waits(UUID id) {
        endAttempt(id, "RETRYABLE");
        jdbc.update("""
                update generation
                   set stage = 'RETRY_WAIT', lease_owner = null, due_at = now() + interval '1 minute',
                       version = version + 1
                 where id = ?
                """, id);
    }

    /// The attempt failed, and with it the run.
    void failed(UUID id, String code, boolean retryable) {
        endAttempt(id, "PERMANENT");
        jdbc.update("""
                with failed as (
                    update generation
                       set status = 'FAILED', stage = null, lease_owner = null, completed_at = now(),
                           version = version + 1, failure_code = ?, failure_message = 'the AI server answered 401',
                           failure_retryable = ?
                     where id = ?
                    returning *)
                insert into generation_run (generation_id, run, outcome, failure_code, attempts)
                select id, run, status, failure_code, attempts_made from failed
                """, code, retryable, id);
    }

    private void endAttempt(UUID id, String outcome) {
        jdbc.update("""
                update generation_attempt
                   set finished_at = now(), outcome = ?, error_code = 'AI_SERVER_REFUSED', message = 'answered 401'
                 where generation_id = ? and finished_at is null
                """, outcome, id);
    }

    Map<String, Object> row(UUID id) {
        return jdbc.queryForMap("select * from generation where id = ?", id);
    }

    /// Oldest first.
    List<Map<String, Object>> outbox(UUID id) {
        return jdbc.queryForList("select * from outbox where aggregate_id = ? order by id", id);
    }
}
