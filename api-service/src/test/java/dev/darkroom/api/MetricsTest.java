package dev.darkroom.api;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Exposition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;

/// What `docs/metrics.md` promises.
class MetricsTest extends OperatedService {

    @LocalManagementPort
    private int managementPort;

    @Test
    void what_the_page_says_of_the_metrics_is_so_and_they_count_what_happened() throws IOException {
        var before = Exposition.of(managementPort);
        var fox = "{\"prompt\":\"a red fox in the snow\"}";
        var key = UUID.randomUUID().toString();
        ann.post("/api/generation", fox, "Idempotency-Key", key);
        ann.post("/api/generation", fox, "Idempotency-Key", key);
        ann.post("/api/generation", "{\"prompt\":\"a cat\"}", "Idempotency-Key", key);
        var cancelled = Generations.accepted(ann);
        ann.post("/api/generation/" + cancelled + "/cancel", "");
        ann.post("/api/generation/" + cancelled + "/cancel", "");
        ann.post("/api/generation/" + cancelled + "/retry", "");
        var picture = "/api/image/" + picture(cancelled, "12345");
        ann.get(picture);
        ann.get(picture, "Range", "bytes=0-1");
        ann.get(picture, "If-None-Match", "\"sha\"");
        var failed = failed();
        dead(failed, 1, "answered 401", Map.of());
        awaitLetter(failed);

        eventually(() -> {
            var now = Exposition.of(managementPort);
            assertThat(now.types())
                    .containsAllEntriesOf(Exposition.told("Every service"))
                    .containsAllEntriesOf(Exposition.told("api-service"));
            assertThat(Exposition.told("api-service")).containsAllEntriesOf(now.ownTypes());
            assertThat(now.value("darkroom_consumer_lag_records", "group=\"worker\""))
                    .isPositive();
            assertThat(now.value("darkroom_consumer_lag_records", "group=\"api-dead-letters\""))
                    .isZero();
            assertThat(now.value("darkroom_consumer_committed_records", "group=\"api-dead-letters\""))
                    .isPositive();
            assertThat(now.value("darkroom_pending_generations", "stage=\"QUEUED\""))
                    .isPositive();
            assertThat(now.value("darkroom_pending_oldest_age_seconds")).isPositive();
            assertThat(now.value("darkroom_dead_letters_open", "code=\"AI_SERVER_REFUSED\""))
                    .isPositive();
            assertThat(now.value("darkroom_dead_letters_oldest_age_seconds")).isPositive();
            assertThat(now.value("darkroom_standing_age_seconds")).isLessThan(10);
        });
        var after = Exposition.of(managementPort);
        after.assertMovedSince(before, 3, "darkroom_generation_accepted_total", "kind=\"IMAGE\"");
        after.assertMovedSince(before, 1, "darkroom_generation_terminal_total", "code=\"CANCELLED\"");
        after.assertMovedSince(before, 1, "darkroom_generation_reruns_total", "by=\"OWNER\"");
        after.assertMovedSince(before, 2, "darkroom_idempotency_total", "outcome=\"none\"");
        after.assertMovedSince(before, 1, "darkroom_idempotency_total", "outcome=\"new\"");
        after.assertMovedSince(before, 1, "darkroom_idempotency_total", "outcome=\"repeated\"");
        after.assertMovedSince(before, 1, "darkroom_idempotency_total", "outcome=\"mismatch\"");
        after.assertMovedSince(before, 1, "darkroom_http_problems_total", "code=\"IDEMPOTENCY_MISMATCH\"");
        after.assertMovedSince(before, 5, "darkroom_image_served_bytes_sum", "outcome=\"whole\"");
        after.assertMovedSince(before, 2, "darkroom_image_served_bytes_sum", "outcome=\"part\"");
        after.assertMovedSince(before, 1, "darkroom_image_served_bytes_count", "outcome=\"not_modified\"");
        assertThat(after.value("http_server_requests_seconds_bucket", "le=\"0.25\"", "uri=\"/api/generation\""))
                .isPositive();
    }

    private UUID picture(UUID generation, String bytes) throws IOException {
        var id = UUID.randomUUID();
        Files.writeString(Files.createDirectories(Path.of(IMAGES)).resolve("picture.png"), bytes);
        jdbc.update("""
                insert into generation_image (id, generation_id, run, ordinal, content_type, width, height, byte_size,
                                              sha256, storage_key)
                values (?, ?, 1, 0, 'image/png', 64, 64, ?, 'sha', 'picture.png')
                """, id, generation, bytes.length());
        return id;
    }
}
