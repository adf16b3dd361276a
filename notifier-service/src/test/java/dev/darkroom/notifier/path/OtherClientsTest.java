package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.front.FrameSchemas;
import dev.darkroom.notifier.front.Node;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.wire.WireJson;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What others have written reads what we send.
@RealParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherClientsTest {

    private Darkroom darkroom;

    @BeforeAll
    void start(Database database, Broker broker) throws Exception {
        darkroom = new Darkroom(database, broker, Map.of());
    }

    @AfterAll
    void stop() {
        darkroom.close();
    }

    @Test
    void the_ws_client_of_node_gets_events_in_plain_text_frames_and_closes_in_peace() throws Exception {
        var owner = UUID.randomUUID();
        try (var client = new Listener(
                Node.orSkip().start("listen.mjs", darkroom.notifier.socket("").toString(), darkroom.ticket(owner)))) {
            client.await("/frame/type", "welcome");
            var event = darkroom.events.completed(owner, "{\"prompt\":\"ein Fuchs 🦊\"}");
            client.await("/frame/event/id", event.toString());
            client.await("/frame/event/data/prompt", "ein Fuchs 🦊");

            client.say("{\"type\":\"auth\",\"id\":\"c1\",\"ticket\":\"" + darkroom.ticket(owner) + "\"}");
            client.await("/frame/id", "c1");
            client.say("{\"type\":\"ack\",\"id\":\"c2\",\"through\":1}");
            client.await("/frame/id", "c2");
            client.hangUp();
            client.await("/closed", "1000");

            var opened = client.heard("/open").getFirst();
            assertThat(opened.get("protocol").stringValue()).isEqualTo("darkroom.v1");
            assertThat(opened.get("extensions").stringValue()).isEmpty();
            assertThat(client.heard("/isBinary"))
                    .noneMatch(line -> line.get("isBinary").booleanValue());
            assertThat(client.heard("/frame/code")).isEmpty();
            assertThat(client.heard("/frame/id").getLast().get("frame"))
                    .hasToString("{\"type\":\"ok\",\"id\":\"c2\",\"unacknowledged\":0}");
        }
    }

    @Test
    void the_ws_client_of_node_hears_how_a_generation_is_getting_on_as_described() throws Exception {
        var owner = UUID.randomUUID();
        var generation = UUID.randomUUID();
        var golden = (ObjectNode) WireJson.mapper()
                .readTree(Files.readString(Path.of("../docs/contracts/frame-progress.json")))
                .at("/event/data");
        golden.put("generationId", generation.toString());
        eventually(() -> assertThat(darkroom.notifier
                        .part(MeterRegistry.class)
                        .get("darkroom.notifier.signals.listening")
                        .gauge()
                        .value())
                .isEqualTo(1));
        try (var client = new Listener(
                Node.orSkip().start("listen.mjs", darkroom.notifier.socket("").toString(), darkroom.ticket(owner)))) {
            client.await("/frame/type", "welcome");
            darkroom.events.progressed(owner, generation, Instant.now(), golden.toString());
            client.await("/frame/type", "progress");

            var progress = client.heard("/frame/event").getFirst().get("frame");
            assertThat(progress.at("/event/data")).isEqualTo(golden);
            assertThat(client.heard("/frame"))
                    .allSatisfy(line -> assertThat(
                                    FrameSchemas.complaints(line.get("frame").toString()))
                            .isEmpty());
        }
    }

    @Test
    void the_ws_client_of_node_is_refused_before_the_upgrade_when_its_ticket_is_used() throws Exception {
        var used = darkroom.ticket(UUID.randomUUID());
        Client.withTicket(darkroom.notifier.socket(""), used).close();

        try (var client = new Listener(
                Node.orSkip().start("listen.mjs", darkroom.notifier.socket("").toString(), used))) {
            client.await("/refused", "401");
        }
    }

    @Test
    void the_cloudevents_library_reads_every_envelope() throws Exception {
        var owner = UUID.randomUUID();
        var format = EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE);
        assertThat(format).isNotNull();
        try (var client = darkroom.listen(owner)) {
            client.awaitFrame("welcome");
            var data = "{ \"prompt\" : \"ein Fuchs 🦊 \\u00e9\" }";
            for (int event = 0; event < 20; event++) {
                darkroom.events.completed(owner, data);
            }
            client.awaitEvents(20);

            for (var frame : client.heard()) {
                if (frame.startsWith("{\"type\":\"event\"")) {
                    readBy(format, frame);
                }
            }
        }
    }

    private static void readBy(EventFormat format, String frame) throws IOException {
        var begin = frame.indexOf("\"event\":{") + "\"event\":".length();
        var envelope = frame.substring(begin, frame.length() - 1);

        var event = format.deserialize(envelope.getBytes(StandardCharsets.UTF_8));

        var json = WireJson.mapper().readTree(envelope);
        assertThat(event.getSpecVersion()).hasToString("1.0");
        assertThat(event.getId()).isEqualTo(json.get("id").stringValue());
        assertThat(event.getType()).isEqualTo(json.get("type").stringValue());
        assertThat(event.getSource()).hasToString(json.get("source").stringValue());
        assertThat(event.getSubject()).isEqualTo(json.get("subject").stringValue());
        assertThat(event.getTime()).isNotNull();
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getExtension("sequence"))
                .isEqualTo(json.get("sequence").stringValue());
        assertThat(event.getExtension("partitionkey"))
                .isEqualTo(json.get("partitionkey").stringValue());
        var data = event.getData();
        assertThat(data).isNotNull();
        assertThat(WireJson.mapper().readTree(data.toBytes())).isEqualTo(json.get("data"));
    }

    /// A script that prints what it hears.
    private static final class Listener implements AutoCloseable {

        private final Process script;
        private final List<JsonNode> lines = new CopyOnWriteArrayList<>();

        Listener(Process script) {
            this.script = script;
            Thread.startVirtualThread(() -> script.inputReader(StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> lines.add(WireJson.mapper().readTree(line))));
        }

        void say(String line) throws IOException {
            var to = script.outputWriter(StandardCharsets.UTF_8);
            to.write(line + "\n");
            to.flush();
        }

        void hangUp() throws IOException {
            script.outputWriter(StandardCharsets.UTF_8).close();
        }

        List<JsonNode> heard(String pointer) {
            return lines.stream()
                    .filter(line -> !line.at(pointer).isMissingNode())
                    .toList();
        }

        void await(String pointer, String text) {
            eventually(() -> assertThat(lines)
                    .anyMatch(line -> line.at(pointer).asString("").equals(text)));
        }

        @Override
        public void close() {
            script.destroy();
        }
    }
}
