package dev.darkroom.notifier.rfc6455;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.path.RawSocket;
import dev.darkroom.testkit.RealParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Section 8.1: a text is UTF-8, or the connection fails with 1007.
@RealParts
class TextTest extends OnTheWire {

    private static final int LAST = RawSocket.LAST;

    private static final String NOT_UTF8 = """
            ff | fe | 80 | bf | 8080 | c0 | c080 | c1bf | c3 | c328 | a0a1 | e2 | e282 | e228a1 | e28228 | e08080 | e09fbf
            | eda080 | edaf bf | edb080 | edbfbf | eda080edb080 | edafbfedbfbf | f0 | f090 | f09080 | f0288cbc | f0908028
            | f0808080 | f08fbfbf | f4908080 | f5808080 | f7bfbfbf | f888808080 | fc8480808080 | fdbfbfbfbfbf
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "κόσμε",
                "ein Fuchs 🦊",
                "\u0080\u07ff\u0800\uffff",
                "\ud800\udc00\udbff\udfff",
                "\ud7ff\ue000\ufffd",
                "\ufffe\uffff\ufdd0",
                "\u2028\u2029\ufeff"
            })
    void every_valid_character_is_read(String text) throws IOException {
        try (var socket = welcomed()) {
            socket.send(LAST | RawSocket.TEXT, asking(text));
            assertAnswers(socket, text);
        }
    }

    @Test
    void a_character_may_be_split_over_fragments_anywhere() throws IOException {
        var text = "κ狐🦊";
        var message = asking(text);
        for (int at = 1; at < message.length; at++) {
            try (var socket = welcomed()) {
                socket.send(RawSocket.TEXT, Arrays.copyOf(message, at));
                socket.send(LAST | RawSocket.CONTINUATION, Arrays.copyOfRange(message, at, message.length));
                assertAnswers(socket, text);
            }
        }
    }

    @Test
    void a_character_may_straddle_the_ends_of_the_servers_buffers() throws IOException {
        try (var socket = welcomed()) {
            for (int blanks = 505; blanks < 516; blanks++) {
                var text = "狐🦊狐";
                var message = new String(asking(text), StandardCharsets.UTF_8)
                        .replace("\"type\":\"?\"", "\"type\":\"" + "é".repeat(blanks) + "\"");
                socket.say(message);
                assertAnswers(socket, text);
            }
        }
    }

    @Test
    void bytes_that_are_not_utf8_fail_the_connection() throws IOException {
        for (var hex : NOT_UTF8.split("\\|", -1)) {
            var octets = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
            try (var socket = welcomed()) {
                socket.send(LAST | RawSocket.TEXT, RawSocket.join(new byte[] {'"'}, octets));
                assertFails(socket, 1007);
            }
            try (var socket = welcomed()) {
                socket.send(RawSocket.TEXT, RawSocket.join(new byte[] {'"'}, octets));
                socket.send(LAST | RawSocket.CONTINUATION, "\"");
                assertThat(socket.read(RawSocket.CLOSE).closeCode())
                        .as("%s", hex)
                        .isEqualTo(1007);
            }
        }
    }

    @Test
    void a_bad_byte_fails_before_the_message_is_whole() throws IOException {
        try (var socket = welcomed()) {
            socket.send(RawSocket.TEXT, new byte[] {'"', (byte) 0xc3, 0x28});
            assertFails(socket, 1007);
        }
    }

    @Test
    void a_character_cut_off_at_the_end_of_the_message_fails_the_connection() throws IOException {
        try (var socket = welcomed()) {
            socket.send(RawSocket.TEXT, new byte[] {'"', (byte) 0xf0, (byte) 0x9f});
            socket.send(LAST | RawSocket.PING, "fine so far");
            assertThat(socket.read().text()).isEqualTo("fine so far");
            socket.send(LAST | RawSocket.CONTINUATION, new byte[] {(byte) 0xa6});
            assertFails(socket, 1007);
        }
    }

    @Test
    void a_message_after_a_good_one_is_judged_by_itself() throws IOException {
        try (var socket = welcomed()) {
            socket.send(LAST | RawSocket.TEXT, asking("🦊"));
            assertAnswers(socket, "🦊");
            socket.send(LAST | RawSocket.TEXT, new byte[] {(byte) 0x8a});
            assertFails(socket, 1007);
        }
    }
}
