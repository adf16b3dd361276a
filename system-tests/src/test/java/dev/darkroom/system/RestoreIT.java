package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What docs/deploy.md says of backups, done: the machine is lost, and with it the broker and the last moments.
@Order(21)
@ExtendWith(OnTheSite.class)
class RestoreIT {

    private static final String EMAIL = "restored@example.org";
    private static final String PASSWORD = "a-long-password";

    /// A lease runs out, and who took it over has beaten that long.
    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(60);

    @Test
    void a_backup_taken_under_load_runs_on_elsewhere_and_clients_notice_that_time_went_back(
            Site lost, @TempDir Path folder) throws Exception {
        // some are ready and some on their way, whenever one looks
        lost.aiServer().takes(Duration.ofMillis(100), Duration.ofSeconds(3));
        var owner = Owner.register(lost.api(), lost.notifier(), EMAIL, PASSWORD);
        Backup backup;
        String cursor;
        try (var device = owner.listen();
                var load = Load.by(owner)) {
            load.awaitAccepted(90);
            backup = Backup.of(lost, folder);
            load.awaitAccepted(30);
            cursor = device.cursor();
        }

        try (var restored = Site.restored(lost, backup)) {
            assertThat(restored.rows("select status from generation where status = 'COMPLETE'"))
                    .isNotEmpty();
            assertThat(restored.rows("select status from generation where status = 'PENDING'"))
                    .isNotEmpty();
            var untold = restored.afterRestore();
            assertThat(untold)
                    .as("what was between PostgreSQL and PostgreSQL at %s", backup.moment())
                    .hasSizeLessThan(Promises.IN_HAND)
                    .allSatisfy(row -> assertThat(restored.rows("""
                            select 1 where '%s'::timestamptz > '%s'::timestamptz - interval '3 seconds'
                            """.formatted(row.getLast(), backup.moment())))
                            .isNotEmpty());
            restored.comeUp();
            restored.aiServer().takes(Duration.ofMillis(20));

            var again = Owner.signIn(restored.api(), restored.notifier(), EMAIL, PASSWORD);
            try (var device = again.listen(cursor)) {
                goesOn(again, restored);
                var gap = device.frames("gap").getFirst();
                assertThat(gap.path("from").asLong()).as("%s", gap).isEqualTo(1);
                assertThat(device.welcome().path("resume").path("mode").asString())
                        .as("%s", device.welcome())
                        .isNotEqualTo("cursor");
                device.awaitEvent(again.order("the first one after").id());
            }
        }
    }

    /// Whatever was accepted before the backup ends, is told of, and each picture can be had.
    private static void goesOn(Owner owner, Site restored) throws Exception {
        within(LEASE_AND_MORE, () -> assertThat(owner.list("&status=PENDING")).isEmpty());
        for (var generation : owner.list()) {
            assertThat(generation.isComplete()).as("%s", generation.json()).isTrue();
            for (var image : generation.images()) {
                var bytes =
                        owner.api().get("/api/image/" + image.id()).expect(200).body();
                assertThat(Invariants.sha256(bytes)).isEqualTo(image.sha256());
            }
        }
        within(
                LEASE_AND_MORE,
                () -> assertThat(restored.rows("select 1 from outbox")).isEmpty());
    }
}
