package dev.darkroom.worker.canary;

import dev.darkroom.identity.CanaryAccount;
import dev.darkroom.worker.store.ImageStore;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes what the canary asked for when nobody can need it any more. No other owner's generations are ever deleted.
/// Any number of workers may do so at once.
@Component
class OldLooks {

    private static final Logger log = LoggerFactory.getLogger(OldLooks.class);

    /// A day longer than Kafka keeps records: one that is delivered again must find its generation.
    static final Duration KEPT = Duration.ofDays(8);

    /// More than one look a minute makes, so that a long past shrinks too.
    private static final int AT_ONCE = 100;

    private final JdbcTemplate jdbc;
    private final ImageStore store;

    OldLooks(JdbcTemplate jdbc, ImageStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    /// Failures stay: their dead letters point at them.
    private static final String DELETE = """
            with old as (
                select id
                  from generation
                 where owner_id = ?
                   and completed_at < now() - ? * interval '1 second'
                   and (status = 'COMPLETE' or failure_code = 'CANCELLED')
                 order by id
                 limit ?
                   for update skip locked),
            images as (
                delete from generation_image where generation_id in (select id from old) returning storage_key),
            attempts as (
                delete from generation_attempt where generation_id in (select id from old)),
            runs as (
                delete from generation_run where generation_id in (select id from old)),
            generations as (
                delete from generation where id in (select id from old))
            select storage_key from images
            """;

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void clear() {
        try {
            tick();
        } catch (DataAccessException away) {
            log.atDebug().setCause(away).log("the canary's old generations stay for another minute");
        }
    }

    /// Rows first, in one statement, then files: a file too many is harmless, a row without its file is not.
    void tick() {
        store.clear(jdbc.query(
                DELETE, (row, _) -> row.getString("storage_key"), CanaryAccount.ID, KEPT.toSeconds(), AT_ONCE));
    }
}
