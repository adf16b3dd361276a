package dev.darkroom.worker.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.identity.CanaryAccount;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.worker.job.StoredImage;
import dev.darkroom.worker.stage.Accepted;
import dev.darkroom.worker.store.Drafts;
import dev.darkroom.worker.store.ImageStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

@RealParts(kafka = false)
class OldLooksTest {

    private static final Duration OLD = OldLooks.KEPT.plusHours(1);
    private static final Duration NEW = OldLooks.KEPT.minusHours(1);

    private final JdbcTemplate jdbc;
    private final Accepted accepted;

    OldLooksTest(Database database) {
        jdbc = database.jdbc();
        accepted = new Accepted(jdbc);
    }

    @Test
    void what_the_canary_asked_for_long_ago_goes_with_its_pictures_and_nothing_else_does() {
        var anybody = UUID.randomUUID();
        var gone = List.of(ended(CanaryAccount.ID, OLD, null), ended(CanaryAccount.ID, OLD, "CANCELLED"));
        var kept = List.of(
                ended(CanaryAccount.ID, NEW, null),
                ended(CanaryAccount.ID, OLD, "AI_SERVER_REFUSED"),
                ended(anybody, OLD, null));
        var pending = accepted.one();
        accepted.change(pending, "owner_id = '" + CanaryAccount.ID + "'");
        var store = new RememberingStore();
        var looks = new OldLooks(jdbc, store);

        looks.tick();
        looks.tick();

        assertThat(store.cleared)
                .containsExactlyInAnyOrderElementsOf(
                        gone.stream().map(OldLooksTest::key).toList());
        assertThat(gone).allSatisfy(id -> assertThat(rows(id)).isZero());
        assertThat(kept).allSatisfy(id -> assertThat(rows(id)).isEqualTo(4));
        assertThat(rows(pending)).isOne();
    }

    private UUID ended(UUID owner, Duration ago, @Nullable String failure) {
        var id = accepted.one();
        jdbc.update("""
                update generation
                   set owner_id = ?, stage = null, failure_code = ?, version = 2,
                       status = case when ?::text is null then 'COMPLETE' else 'FAILED' end,
                       completed_at = now() - ? * interval '1 second'
                 where id = ?
                """, owner, failure, failure, ago.toSeconds(), id);
        jdbc.update(
                "insert into generation_run (generation_id, run, outcome, attempts) values (?, 1, 'COMPLETE', 1)", id);
        jdbc.update(
                "insert into generation_attempt (generation_id, number, run, worker_id) values (?, 1, 1, ?)",
                id,
                UUID.randomUUID());
        jdbc.update("""
                insert into generation_image (id, generation_id, run, ordinal, content_type, width, height, byte_size,
                                              sha256, storage_key)
                values (?, ?, 1, 0, 'image/png', 64, 64, 3, '', ?)
                """, UUID.randomUUID(), id, key(id));
        return id;
    }

    private static String key(UUID id) {
        return "2026/01/01/" + id + ".png";
    }

    /// Of the generation and of everything that belongs to it.
    private int rows(UUID id) {
        return jdbc.queryForObject("""
                select (select count(*) from generation where id = :id)
                     + (select count(*) from generation_run where generation_id = :id)
                     + (select count(*) from generation_attempt where generation_id = :id)
                     + (select count(*) from generation_image where generation_id = :id)
                """.replace(":id", "'" + id + "'"), Integer.class);
    }

    private static final class RememberingStore implements ImageStore {

        private final List<String> cleared = new ArrayList<>();

        @Override
        public Drafts drafts() {
            throw new UnsupportedOperationException("nothing is drawn here");
        }

        @Override
        public void remove(List<StoredImage> images) {
            throw new UnsupportedOperationException("these pictures had rows");
        }

        @Override
        public void clear(List<String> storageKeys) {
            cleared.addAll(storageKeys);
        }
    }
}
