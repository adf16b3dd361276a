package dev.darkroom.notifier.rfc6455;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.path.RawSocket;
import dev.darkroom.testkit.RealParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Section 7: the closing handshake and its codes.
@RealParts
class ClosingTest extends OnTheWire {

    private static final int LAST = RawSocket.LAST;

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4401, 4999})
    void a_code_that_may_be_sent_is_sent_back_and_the_server_closes(int code) throws IOException {
        try (var socket = welcomed()) {
            socket.close(code, "bye");
            assertFails(socket, code);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 32_767, 32_768, 65_535})
    void a_code_that_may_not_be_sent_breaks_the_protocol(int code) throws IOException {
        try (var socket = welcomed()) {
            socket.close(code, "");
            assertFails(socket, 1002);
        }
    }

    /// Registered after the RFC, for servers to say; Tomcat takes them from no client.
    @ParameterizedTest
    @ValueSource(ints = {1012, 1013, 1014})
    void a_code_that_only_servers_have_reason_to_send_is_answered_with_1002(int code) throws IOException {
        try (var socket = welcomed()) {
            socket.close(code, "");
            assertFails(socket, 1002);
        }
    }

    /// The RFC would have the answer empty too.
    @Test
    void a_close_without_a_code_is_answered_with_1000() throws IOException {
        try (var socket = welcomed()) {
            socket.send(LAST | RawSocket.CLOSE, "");
            assertFails(socket, 1000);
        }
    }

    @Test
    void a_close_of_one_byte_breaks_the_protocol() throws IOException {
        try (var socket = welcomed()) {
            socket.send(LAST | RawSocket.CLOSE, new byte[1]);
            assertFails(socket, 1002);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 41, 123})
    void a_reason_of_up_to_123_bytes_is_taken(int size) throws IOException {
        try (var socket = welcomed()) {
            socket.close(1000, "x".repeat(size));
            assertFails(socket, 1000);
        }
    }

    /// Tomcat says 1002 where it says 1007 for a message; the RFC only asks that the connection fails.
    @Test
    void a_reason_that_is_not_utf8_fails_the_connection_too() throws IOException {
        for (var octets : new byte[][] {{(byte) 0xff}, {'a', (byte) 0xed, (byte) 0xa0, (byte) 0x80}, {(byte) 0xe2}}) {
            try (var socket = welcomed()) {
                socket.send(LAST | RawSocket.CLOSE, RawSocket.closing(1000, octets));
                assertFails(socket, 1002);
            }
        }
    }

    @Test
    void nothing_that_follows_a_close_is_answered() throws IOException {
        try (var socket = welcomed()) {
            socket.write(RawSocket.join(
                    RawSocket.frame(LAST | RawSocket.CLOSE, RawSocket.closing(1000, new byte[0])),
                    RawSocket.frame(LAST | RawSocket.PING, new byte[3]),
                    RawSocket.frame(LAST | RawSocket.TEXT, asking("too late"))));
            assertFails(socket, 1000);
        }
    }

    @Test
    void a_close_in_the_middle_of_a_message_ends_it() throws IOException {
        try (var socket = welcomed()) {
            socket.send(RawSocket.TEXT, "{\"type\":");
            socket.close(1001, "leaving");
            assertFails(socket, 1001);
        }
    }

    @Test
    void events_stop_at_the_close() throws IOException {
        var busy = UUID.randomUUID();
        try (var socket = RawSocket.open(house.port(), house.bearer(busy))) {
            socket.read();
            for (var n = 0; n < 200; n++) {
                house.completed(busy, "{}");
            }
            socket.read(RawSocket.TEXT);
            socket.close(1000, "");
            var frames = socket.readToTheEnd();

            assertThat(frames.getLast().closeCode()).isEqualTo(1000);
            assertThat(frames.stream().filter(frame -> frame.opcode() == RawSocket.CLOSE))
                    .hasSize(1);
        }
    }

    @Test
    void after_its_own_close_the_server_waits_for_the_answer_and_then_closes() throws IOException {
        try (var socket = welcomed()) {
            socket.send(LAST | RawSocket.BINARY, new byte[1]);
            var close = socket.read();
            assertThat(close.closeCode()).isEqualTo(1003);
            assertThat(new String(close.payload(), 2, close.payload().length - 2, StandardCharsets.UTF_8))
                    .isEqualTo("text only");
            socket.send(LAST | RawSocket.PING, "still reading");
            socket.send(LAST | RawSocket.TEXT, asking("and talking"));
            socket.send(LAST | RawSocket.CLOSE, close.payload());
            assertThat(socket.readToTheEnd()).isEmpty();
        }
    }
}
