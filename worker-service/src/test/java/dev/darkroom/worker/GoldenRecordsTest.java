package dev.darkroom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.contract.GenerationSnapshot.Failure;
import dev.darkroom.contract.GenerationSnapshot.Image;
import dev.darkroom.contract.GenerationSnapshot.Kind;
import dev.darkroom.contract.GenerationSnapshot.LastError;
import dev.darkroom.contract.GenerationSnapshot.Status;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.generation.GenerationLinks;
import dev.darkroom.generation.GenerationRow;
import dev.darkroom.wire.WireJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The records that this service writes and reads look as the contract's files say.
class GoldenRecordsTest {

    private static final UUID GENERATION = UUID.fromString("0199b7ef-2222-7000-8000-00000000000f");
    private static final GenerationLinks LINKS = new GenerationLinks(URI.create("http://localhost:8080"));

    private static final Image FOX = new Image(
            UUID.fromString("0199b7f0-3333-7000-8000-00000000000c"),
            "image/png",
            1024,
            768,
            48_213,
            "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
            7L);

    @Test
    void a_work_record_names_the_attempt_to_make() throws IOException {
        assertGolden("generation-requested.json", new GenerationRequested(GENERATION, 2, 4));
    }

    @Test
    void a_completed_event_shows_the_pictures() throws IOException {
        var row = row(Status.COMPLETE, 2, new LastError("AI_SERVER_BUSY", "the AI server answered 429"), null);

        assertGolden("generation-snapshot-complete.json", row.snapshot(List.of(FOX), LINKS));
    }

    @Test
    void a_failed_event_shows_why() throws IOException {
        var row = row(
                Status.FAILED,
                1,
                new LastError("CONTENT_REJECTED", "not this"),
                new Failure("CONTENT_REJECTED", "not this", false));

        assertGolden("generation-snapshot-failed.json", row.snapshot(List.of(), LINKS));
    }

    private static void assertGolden(String file, Object record) throws IOException {
        var json = WireJson.mapper();
        var golden = Files.readString(Path.of("..", "docs", "contracts", file));

        assertThat(json.readTree(json.writeValueAsString(record))).isEqualTo(json.readTree(golden));
        assertThat((Object) json.readValue(golden, record.getClass())).isEqualTo(record);
    }

    private static GenerationRow row(Status status, int attemptsMade, LastError lastError, @Nullable Failure failure) {
        var complete = status == Status.COMPLETE;
        return new GenerationRow(
                GENERATION,
                UUID.fromString("0199b7ef-1111-7000-8000-00000000000a"),
                Kind.IMAGE,
                status,
                null,
                2,
                4,
                attemptsMade,
                5,
                7,
                "a red fox in the snow",
                complete ? "people" : null,
                1024,
                768,
                1,
                complete ? 7L : null,
                "default",
                complete ? "order-17" : null,
                false,
                !complete,
                Instant.parse("2026-01-01T12:00:00Z"),
                Instant.parse("2026-01-01T12:00:01.500Z"),
                Instant.parse("2026-01-01T12:00:04.100Z"),
                Instant.parse("2026-01-01T12:15:00Z"),
                Instant.parse("2026-01-01T12:00:00Z"),
                lastError,
                failure,
                TraceContext.of(GENERATION));
    }
}
