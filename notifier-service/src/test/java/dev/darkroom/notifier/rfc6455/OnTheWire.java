package dev.darkroom.notifier.rfc6455;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.path.OpenHouse;
import dev.darkroom.notifier.path.RawSocket;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// One running notifier for a class of tests. It forgives bad messages, because they are how a test sees that what it
/// said was read: the server answers them with their id.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnTheWire {

    final UUID owner = UUID.randomUUID();
    OpenHouse house;

    @BeforeAll
    void open(Database database, Broker broker) throws Exception {
        house = new OpenHouse(
                database,
                broker,
                Map.of(
                        "darkroom.notifier.limits.bad-messages", "1000",
                        "darkroom.notifier.limits.messages-per-minute", "1000",
                        "darkroom.notifier.limits.sessions-per-owner", "1000"));
    }

    @AfterAll
    void shut() {
        house.close();
    }

    /// A socket that has had its welcome.
    RawSocket welcomed() throws IOException {
        var socket = RawSocket.open(house.port(), house.bearer(owner));
        assertThat(socket.read().text()).contains("\"type\":\"welcome\"");
        return socket;
    }

    /// A message whose answer repeats the id.
    static byte[] asking(String id) {
        return ("{\"type\":\"?\",\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    /// The same, with blanks up to that many bytes.
    static byte[] asking(String id, int size) {
        var message = new String(asking(id), StandardCharsets.UTF_8);
        var blanks = size - message.getBytes(StandardCharsets.UTF_8).length;
        return message.replace("{", "{" + " ".repeat(blanks)).getBytes(StandardCharsets.UTF_8);
    }

    static void assertAnswers(RawSocket socket, String id) throws IOException {
        var answer = socket.read();
        assertThat(answer.opcode()).isEqualTo(RawSocket.TEXT);
        assertThat(answer.text()).startsWith("{\"type\":\"error\",\"id\":\"" + id + "\"");
    }

    static void assertStillListens(RawSocket socket) throws IOException {
        socket.send(RawSocket.LAST | RawSocket.TEXT, asking("still-here"));
        assertAnswers(socket, "still-here");
    }

    /// The server says why, closes, and says nothing else.
    static void assertFails(RawSocket socket, int code) throws IOException {
        assertThat(socket.readToTheEnd()).singleElement().satisfies(frame -> {
            assertThat(frame.opcode()).isEqualTo(RawSocket.CLOSE);
            assertThat(frame.closeCode()).isEqualTo(code);
        });
    }
}
