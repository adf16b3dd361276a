package dev.darkroom.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/// Failed generations and their dead letters, as the other services leave them; and what became of them.
final class Graveyard {

    private final JdbcTemplate jdbc;

    Graveyard(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private static final String BURY = """
            with failed as (
                insert into generation (id, owner_id, kind, status, stage, attempts_max, prompt, width, height,
                                        image_count, model, deadline, completed_at, failure_code, failure_message,
                                        failure_retryable)
                select gen_random_uuid(), gen_random_uuid(), 'IMAGE', 'FAILED', null, 5, 'a fox', 64, 64, 1,
                       'default', now(), now(), 'ATTEMPTS_EXHAUSTED', 'the AI server answered 500', true
                  from generate_series(1, ?)
                returning id, owner_id
            ), ended as (
                insert into generation_run (generation_id, run, outcome, failure_code, attempts)
                select id, 1, 'FAILED', 'ATTEMPTS_EXHAUSTED', 5
                  from failed
            )
            insert into dead_letter (id, generation_id, run, owner_id, failure_code, fingerprint, message, payload,
                                     first_seen_at)
            select gen_random_uuid(), id, 1, owner_id, 'ATTEMPTS_EXHAUSTED', ?, 'the AI server answered 500',
                   '\\x7b7d'::bytea, now() + row_number() over () * interval '1 microsecond'
              from failed
            """;

    /// @return the fingerprint they share
    String bury(int howMany) {
        var fingerprint = "test-" + UUID.randomUUID();
        jdbc.update(BURY, howMany, fingerprint);
        return fingerprint;
    }

    /// Oldest first.
    List<UUID> ids(String fingerprint) {
        return jdbc.queryForList(
                "select id from dead_letter where fingerprint = ? order by first_seen_at, id", UUID.class, fingerprint);
    }

    UUID unreadable() {
        var id = UUID.randomUUID();
        jdbc.update("""
                insert into dead_letter (id, failure_code, fingerprint, message, origin_topic, origin_partition,
                                         origin_offset, payload)
                values (?, 'UNREADABLE_RECORD', 'unreadable', 'not JSON', 'generation.requested', 0,
                        (select count(*) from dead_letter), '\\x00'::bytea)
                """, id);
        return id;
    }

    /// How many of them are in each state.
    Map<String, Long> states(String fingerprint) {
        return jdbc
                .query(
                        "select state, count(*) as n from dead_letter where fingerprint = ? group by state",
                        (row, _) -> Map.entry(row.getString("state"), row.getLong("n")),
                        fingerprint)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// How many of their generations are in which run.
    Map<Integer, Long> runs(String fingerprint) {
        return jdbc.query("""
                        select generation.run, count(*) as n
                          from dead_letter
                          join generation on generation.id = dead_letter.generation_id
                         where fingerprint = ? group by generation.run
                        """, (row, _) -> Map.entry(row.getInt("run"), row.getLong("n")), fingerprint).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Work records and events of new runs on their way to Kafka, by topic.
    Map<String, Long> outbox(String fingerprint) {
        return jdbc.query("""
                        select outbox.topic, count(*) as n
                          from dead_letter
                          join outbox on outbox.aggregate_id = dead_letter.generation_id
                         where fingerprint = ? group by outbox.topic
                        """, (row, _) -> Map.entry(row.getString("topic"), row.getLong("n")), fingerprint).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    UUID generation(UUID deadLetterId) {
        return one("select generation_id from dead_letter where id = ?", UUID.class, deadLetterId);
    }

    String state(UUID deadLetterId) {
        return one("select state from dead_letter where id = ?", String.class, deadLetterId);
    }

    /// Ends the new run of a replayed dead letter.
    void end(UUID deadLetterId, String outcome) {
        var generation = generation(deadLetterId);
        jdbc.update("""
                update generation
                   set status = ?::text, stage = null, completed_at = now(), version = version + 1,
                       failure_code = case when ?::text = 'FAILED' then 'ATTEMPTS_EXHAUSTED' end,
                       failure_retryable = case when ?::text = 'FAILED' then true end
                 where id = ? and status = 'PENDING'
                """, outcome, outcome, outcome, generation);
        jdbc.update("""
                insert into generation_run (generation_id, run, outcome, attempts)
                select id, run, ?, 1 from generation where id = ?
                """, outcome, generation);
    }

    List<String> audited(String replayId) {
        return jdbc.queryForList(
                "select action from audit_event where subject = ? order by id", String.class, replayId);
    }

    private <T> T one(String sql, Class<T> type, UUID id) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, type, id));
    }
}
