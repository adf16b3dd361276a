package dev.darkroom.notifier.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.EventTypes;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.notifier.event.Arrival;
import dev.darkroom.notifier.event.Envelope;
import dev.darkroom.notifier.protocol.Acknowledged;
import dev.darkroom.notifier.protocol.Frame;
import dev.darkroom.notifier.protocol.Resume;
import dev.darkroom.notifier.protocol.StoredEvent;
import dev.darkroom.notifier.protocol.StreamState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FrameJsonTest {

    private static final Path CONTRACTS = Path.of("../docs/contracts");
    private static final UUID EVENT = UUID.fromString("0199b7f0-4444-7000-8000-00000000000e");
    private static final StreamState STREAM = new StreamState("k3f9", 128, 0, 3, 5);

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void each_frame_is_written_as_its_golden_file_shows_it(String golden, Frame frame) throws IOException {
        assertThat(FrameJson.of(frame)).isEqualTo(golden(golden));
    }

    static Stream<Arguments> frames() {
        return Stream.of(
                Arguments.of("frame-welcome-cursor.json", welcome(new Resume.FromCursor(121, 0, 128), 7)),
                Arguments.of("frame-welcome-unacknowledged.json", welcome(new Resume.FromUnacknowledged(128), 3)),
                Arguments.of("frame-welcome-gap.json", welcome(new Resume.FromNothing(128), 0)),
                Arguments.of("frame-gap.json", new Frame.Gap("k3f9", 40, 56)),
                Arguments.of("frame-ok.json", new Frame.Ok("c7", 2)),
                Arguments.of(
                        "frame-state.json",
                        new Frame.State(
                                2, List.of(new Acknowledged.Change(EVENT, Instant.parse("2026-01-01T12:01:00Z"))))),
                Arguments.of("frame-error.json", new Frame.Refusal("c9", "BAD_MESSAGE", "this is no JSON")),
                Arguments.of("frame-ping.json", new Frame.Ping(129, 4L)),
                Arguments.of("frame-reauth.json", new Frame.Reauth(Instant.parse("2026-01-01T12:15:00Z"))),
                Arguments.of("frame-reconnect.json", new Frame.Reconnect(Duration.ofMillis(3817))));
    }

    private static Frame welcome(Resume resume, long replayed) {
        return new Frame.Welcome(
                "0199b7f0-0000-7000-8000-000000000001", STREAM, resume, replayed, Duration.ofSeconds(25));
    }

    @Test
    void the_event_frame_carries_the_envelope_byte_for_byte() throws IOException {
        var envelope = golden("event-envelope.json");

        assertThat(FrameJson.live("k3f9", new StoredEvent(129, Instant.EPOCH, envelope), 4))
                .isEqualTo(golden("frame-event.json"))
                .contains(envelope);
        assertThat(FrameJson.replayed("k3f9", new StoredEvent(129, Instant.EPOCH, envelope)))
                .isEqualTo(golden("frame-event.json").replace("false,\"unacknowledged\":4", "true"));
    }

    @Test
    void the_progress_frame_carries_an_envelope_without_a_number() throws IOException {
        var golden = golden("frame-progress.json");
        var data = golden.substring(golden.indexOf("\"data\":") + 7, golden.length() - 2);
        var time = "2026-01-01T12:00:02.500Z";
        var progress = new Arrival(
                UUID.fromString("0199b7ef-1111-7000-8000-00000000000a"),
                UUID.fromString("0199b7f0-4444-7000-8000-00000000000d"),
                UUID.fromString("0199b7ef-2222-7000-8000-00000000000f"),
                EventTypes.PROGRESSED,
                EventTypes.SOURCE,
                time,
                Instant.parse(time),
                3,
                TraceContext.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                data);

        assertThat(FrameJson.of(new Frame.Progress(Envelope.unnumbered(progress))))
                .isEqualTo(golden);
    }

    private static String golden(String file) throws IOException {
        return Files.readString(CONTRACTS.resolve(file)).strip();
    }
}
