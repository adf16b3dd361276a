package dev.darkroom.notifier.rfc6455;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.path.RawSocket;
import dev.darkroom.notifier.path.RawSocket.Answer;
import dev.darkroom.testkit.RealParts;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Section 4: the opening handshake.
@RealParts
class HandshakeTest extends OnTheWire {

    @Test
    void the_answer_proves_that_the_key_was_read() throws IOException {
        var answer = ask(handshake());

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("Sec-WebSocket-Accept")).containsExactly("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(answer.header("Upgrade")).singleElement().asString().isEqualToIgnoringCase("websocket");
        assertThat(answer.header("Connection")).singleElement().asString().isEqualToIgnoringCase("upgrade");
    }

    @Test
    void names_and_tokens_are_read_in_any_case_and_among_others() throws IOException {
        var headers = handshake();
        headers.remove("Upgrade");
        headers.put("UPGRADE", "WebSocket");
        headers.put("Connection", "keep-alive, upgrade");

        assertThat(ask(headers).status()).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c2hvcnQ=",
                "dGhlIHNhbXBsZSBub25jZQ",
                "bm90IGEgc2l4dGVlbiBieXRlIGtleQ==",
                "!!!!!!!!!!!!!!!!!!!!!!==",
                "dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ=="
            })
    void a_key_that_is_not_sixteen_bytes_is_refused(String key) throws IOException {
        var headers = handshake();
        headers.put("Sec-WebSocket-Key", key);

        assertThat(ask(headers).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-WebSocket-Key", "Upgrade", "Connection", "Host"})
    void a_header_that_is_missing_is_refused(String missing) throws IOException {
        var headers = handshake();
        headers.remove(missing);

        assertThat(ask(headers).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "8", "12", "14", "255", "13, 8", "nonsense", ""})
    void another_version_is_told_ours(String version) throws IOException {
        var headers = handshake();
        headers.put("Sec-WebSocket-Version", version);
        var answer = ask(headers);

        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.header("Sec-WebSocket-Version")).containsExactly("13");
    }

    @Test
    void no_version_is_told_ours() throws IOException {
        var headers = handshake();
        headers.remove("Sec-WebSocket-Version");

        assertThat(ask(headers).status()).isEqualTo(426);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void another_method_is_refused(String method) throws IOException {
        try (var socket = RawSocket.to(house.port())) {
            var answer = socket.ask(method + " /ws HTTP/1.1", handshake(), new byte[0]);

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).singleElement().asString().contains("GET");
        }
    }

    @Test
    void an_older_http_is_refused() throws IOException {
        try (var socket = RawSocket.to(house.port())) {
            assertThat(socket.ask("GET /ws HTTP/1.0", handshake(), new byte[0]).status())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({"darkroom.v1", "'darkroom.v1, other'", "'other, darkroom.v1'", "'darkroom.v1,ticket.x'"})
    void only_our_own_subprotocol_is_chosen(String offered) throws IOException {
        var headers = handshake();
        headers.put("Sec-WebSocket-Protocol", offered);

        assertThat(ask(headers).header("Sec-WebSocket-Protocol")).containsExactly("darkroom.v1");
    }

    @Test
    void without_an_offer_no_subprotocol_is_chosen() throws IOException {
        assertThat(ask(handshake()).header("Sec-WebSocket-Protocol")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits=9, permessage-bzip2",
                "x-webkit-deflate-frame"
            })
    void no_extension_is_ever_agreed_to(String offered) throws IOException {
        var headers = handshake();
        headers.put("Sec-WebSocket-Extensions", offered);
        var answer = ask(headers);

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("Sec-WebSocket-Extensions")).isEmpty();
    }

    @Test
    void frames_that_come_together_with_the_handshake_are_read() throws IOException {
        try (var socket = RawSocket.to(house.port())) {
            var answer = socket.ask(
                    "GET /ws HTTP/1.1", handshake(), RawSocket.frame(RawSocket.LAST | RawSocket.TEXT, asking("eager")));

            assertThat(answer.status()).isEqualTo(101);
            assertThat(socket.read().text()).contains("welcome");
            assertAnswers(socket, "eager");
        }
    }

    @ParameterizedTest
    @CsvSource({"Sec-WebSocket-Version, 8", "Sec-WebSocket-Key, short", "Connection, close"})
    void a_handshake_that_is_refused_spends_no_ticket(String header, String value) throws Exception {
        var headers = handshake();
        headers.remove("Authorization");
        headers.put("Sec-WebSocket-Protocol", "darkroom.v1, ticket." + house.ticket(owner));
        var good = headers.put(header, value);

        assertThat(ask(headers).status()).isBetween(400, 426);
        headers.put(header, String.valueOf(good));
        assertThat(ask(headers).status()).isEqualTo(101);
    }

    private Map<String, String> handshake() {
        return RawSocket.handshake(house.bearer(owner));
    }

    private Answer ask(Map<String, String> headers) throws IOException {
        try (var socket = RawSocket.to(house.port())) {
            return socket.ask("/ws", headers);
        }
    }
}
