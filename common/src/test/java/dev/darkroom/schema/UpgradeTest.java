package dev.darkroom.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// A rolling upgrade as the database sees it: a former version's rows are there, and its services still write while the
/// newest schema is in force. The statements are written after those of the services of schema 2, without any column
/// that came later. That nothing else is taken away between two versions, [MigrationsTest] looks after.
@RealParts(kafka = false, schema = false)
class UpgradeTest {

    private final UUID owner = UUID.randomUUID();

    @Test
    void services_of_the_former_version_go_on_writing_while_the_next_ones_schema_is_in_force(Database database) {
        var jdbc = database.jdbc();
        migrate(database, "2");
        jdbc.update("insert into notification_stream (owner_id, epoch) values (?, 'k3f9')", owner);
        var before = accept(jdbc);
        complete(jdbc, before);
        number(jdbc, before, 1);

        migrate(database, "latest");
        var between = accept(jdbc);
        complete(jdbc, between);
        number(jdbc, between, 2);
        jdbc.update("""
                insert into stream_ticket (ticket_hash, owner_id, session_until, expires_at)
                values ('\\x01', ?, now(), now())
                """, owner);

        assertThat(jdbc.queryForObject("select max(version::int) from flyway_schema_history", Integer.class))
                .isEqualTo(SchemaGate.NEEDED);
        assertThat(jdbc.queryForList("select status from generation order by id", String.class))
                .containsExactly("COMPLETE", "COMPLETE");
        assertThat(jdbc.queryForMap(
                        "select epoch, head, watermark, unacknowledged from notification_stream where owner_id = ?",
                        owner))
                .containsEntry("epoch", "k3f9")
                .containsEntry("head", 2L)
                .containsEntry("watermark", 0L)
                // of what was there; the former version does not count what it adds
                .containsEntry("unacknowledged", 1L);
    }

    private static void migrate(Database database, String target) {
        Flyway.configure()
                .dataSource(database.dataSource())
                .target(target)
                .load()
                .migrate();
    }

    private UUID accept(JdbcTemplate jdbc) {
        var id = UUID.randomUUID();
        jdbc.update("""
                insert into generation (id, owner_id, kind, attempts_max, prompt, width, height, image_count, model, deadline,
                                        deadline_seconds)
                values (?, ?, 'IMAGE', 5, 'a fox', 64, 64, 1, 'default', now() + interval '15 minutes', 900)
                """, id, owner);
        jdbc.update("""
                insert into outbox (aggregate_id, topic, record_key, payload) values (?, 'generation.requested', ?, '{}')
                """, id, id.toString());
        return id;
    }

    private static void complete(JdbcTemplate jdbc, UUID id) {
        var worker = UUID.randomUUID();
        jdbc.update("insert into worker (id, name) values (?, 'former')", worker);
        jdbc.update(
                "update generation set attempt = 1, lease_owner = ?, stage = 'GENERATING' where id = ?", worker, id);
        jdbc.update(
                "insert into generation_attempt (generation_id, number, run, worker_id) values (?, 1, 1, ?)",
                id,
                worker);
        jdbc.update("""
                insert into generation_image
                       (id, generation_id, run, ordinal, content_type, width, height, byte_size, sha256, storage_key)
                values (?, ?, 1, 0, 'image/png', 64, 64, 7, 'sum', 'key')
                """, UUID.randomUUID(), id);
        jdbc.update(
                "insert into generation_run (generation_id, run, outcome, attempts) values (?, 1, 'COMPLETE', 1)", id);
        jdbc.update("""
                update generation
                   set status = 'COMPLETE', stage = null, lease_owner = null, completed_at = now(), version = version + 1
                 where id = ? and status = 'PENDING'
                """, id);
    }

    private void number(JdbcTemplate jdbc, UUID generation, long seq) {
        jdbc.update("update notification_stream set head = ? where owner_id = ?", seq, owner);
        jdbc.update("""
                insert into notification (owner_id, seq, event_id, generation_id, type, envelope)
                values (?, ?, ?, ?, 'dev.darkroom.generation.completed.v1', '{}')
                """, owner, seq, UUID.randomUUID(), generation);
    }
}
