package dev.darkroom.notifier.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.protocol.Ending;
import dev.darkroom.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The description of the socket and the golden files say the same.
class FrameSchemasTest {

    private static final Path CONTRACTS = Path.of("../docs/contracts");

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldenFrames")
    void each_golden_frame_is_as_described(Path golden) throws IOException {
        assertThat(FrameSchemas.complaints(Files.readString(golden))).isEmpty();
    }

    @Test
    void the_golden_envelope_and_snapshots_are_as_described() throws IOException {
        var envelope = (ObjectNode) json(CONTRACTS.resolve("event-envelope.json"));
        assertThat(FrameSchemas.complaints("notification", envelope)).isEmpty();
        for (var snapshot : List.of("generation-snapshot-complete.json", "generation-snapshot-failed.json")) {
            envelope.set("data", json(CONTRACTS.resolve(snapshot)));
            assertThat(FrameSchemas.complaints("delivery", envelope)).isEmpty();
        }
    }

    @Test
    void the_examples_are_the_golden_files_and_each_golden_frame_is_one() throws IOException {
        var golden = new HashMap<String, JsonNode>();
        for (var file : goldenFrames().toList()) {
            golden.put(file.getFileName().toString(), json(file));
        }
        golden.put("event-envelope.json", json(CONTRACTS.resolve("event-envelope.json")));

        var shown = new HashMap<String, JsonNode>();
        examples().forEach((name, example) -> {
            if (name.endsWith(".json")) {
                shown.put(name, example);
            }
        });

        assertThat(shown).isEqualTo(golden);
    }

    @Test
    void the_examples_of_what_clients_say_are_as_described() {
        for (var message : List.of("ack", "pong", "auth")) {
            assertThat(FrameSchemas.document().at("/components/messages/" + message + "/examples"))
                    .isNotEmpty()
                    .allSatisfy(example -> assertThat(FrameSchemas.complaints(message, example.get("payload")))
                            .isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"ping\",\"head\":1,\"extra\":1}",
                "{\"type\":\"ping\",\"head\":\"1\"}",
                "{\"type\":\"ping\"}",
                "{\"type\":\"pang\"}",
                "{\"type\":\"reauth\",\"by\":\"tomorrow\"}",
                "{\"type\":\"state\",\"unacknowledged\":-1,\"changes\":[]}",
                "nonsense"
            })
    void what_is_not_described_is_a_fault(String frame) {
        assertThat(FrameSchemas.complaints(frame)).isNotEmpty();
    }

    @Test
    void every_way_a_session_can_end_is_described() {
        var rows = FrameSchemas.document()
                .at("/info/description")
                .asString()
                .lines()
                .filter(line -> line.matches("\\| \\d{4}.*"))
                .toList();

        assertThat(Ending.values())
                .allSatisfy(ending -> assertThat(rows).anyMatch(row -> row.contains(Integer.toString(ending.code()))));
    }

    @Test
    void a_field_that_a_generation_does_not_have_is_a_fault() throws IOException {
        var frame = Files.readString(CONTRACTS.resolve("frame-event.json"));

        assertThat(FrameSchemas.complaints(frame.replace("\"run\":1", "\"run\":1,\"secret\":1")))
                .isNotEmpty();
        assertThat(FrameSchemas.complaints(frame.replace("\"COMPLETE\"", "\"DONE\"")))
                .isNotEmpty();
    }

    private static Map<String, JsonNode> examples() {
        var found = new HashMap<String, JsonNode>();
        FrameSchemas.document()
                .at("/components/messages")
                .forEach(message -> message.path("examples")
                        .forEach(example -> found.put(example.path("name").asString(), example.get("payload"))));
        return found;
    }

    static Stream<Path> goldenFrames() throws IOException {
        try (var files = Files.list(CONTRACTS)) {
            return files.filter(file -> file.getFileName().toString().startsWith("frame-")).toList().stream();
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return WireJson.mapper().readTree(Files.readString(file));
    }
}
