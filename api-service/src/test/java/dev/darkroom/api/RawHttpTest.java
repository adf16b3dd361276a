package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.RealParts;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What only a socket can send: bodies of 10 MB in every disguise, and requests that are none.
@RealParts(kafka = false)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class RawHttpTest {

    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;
    private static final String HEAD =
            "POST /api/account HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    @LocalServerPort
    private int port;

    @Test
    void ten_megabytes_announced_are_refused_before_they_are_sent() throws IOException {
        try (var socket = connect()) {
            write(socket, HEAD + "Content-Length: " + TEN_MEGABYTES + "\r\n\r\n");

            assertTooLarge(readHeadAndBody(socket));
        }
    }

    @Test
    void a_client_that_sends_all_ten_megabytes_before_it_listens_reads_its_413() throws IOException {
        try (var socket = connect()) {
            write(socket, HEAD + "Content-Length: " + TEN_MEGABYTES + "\r\n\r\n");
            sendJunk(socket.getOutputStream(), TEN_MEGABYTES);

            assertTooLarge(readHeadAndBody(socket));
        }
    }

    @Test
    void ten_megabytes_in_chunks_without_a_length_are_refused_too() throws IOException {
        try (var socket = connect()) {
            write(socket, HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            var out = socket.getOutputStream();
            var chunk = ("2000\r\n" + "\"".concat("x".repeat(0x2000 - 1)) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int sent = 0; sent < TEN_MEGABYTES; sent += 0x2000) {
                out.write(chunk);
                Arrays.fill(chunk, 6, 7, (byte) 'x');
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();

            assertTooLarge(readHeadAndBody(socket));
        }
    }

    @Test
    void more_bytes_than_announced_are_not_read_as_part_of_the_body() throws IOException {
        try (var socket = connect()) {
            write(socket, HEAD + "Content-Length: 2\r\n\r\n{}" + "x".repeat(100_000));

            var answer = readHeadAndBody(socket);

            assertThat(answer).startsWith("HTTP/1.1 400").contains("VALIDATION_FAILED", "\"field\":\"email\"");
        }
    }

    @Test
    void a_body_just_within_the_limit_in_chunks_is_read() throws IOException {
        try (var socket = connect()) {
            var body = "{\"email\":\"" + "x".repeat(60_000) + "\"}";
            write(
                    socket,
                    HEAD + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n" + body
                            + "\r\n0\r\n\r\n");

            assertThat(readHeadAndBody(socket)).startsWith("HTTP/1.1 400").contains("VALIDATION_FAILED");
        }
    }

    @Test
    void two_lengths_and_a_length_beside_chunks_are_refused() throws IOException {
        for (var smuggled : new String[] {
            "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x", "Content-Length: zwei\r\n\r\n{}",
        }) {
            try (var socket = connect()) {
                write(socket, HEAD + smuggled);

                assertPlainProblem(readHeadAndBody(socket));
            }
        }
    }

    @Test
    void what_is_no_request_is_answered_without_a_page_or_a_name() throws IOException {
        for (var request : new String[] {
            "GET /a<b> HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /\u0001 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /api HTTP/1.1\r\nHost: localhost\r\nX-Big: " + "x".repeat(20_000) + "\r\n\r\n",
        }) {
            try (var socket = connect()) {
                write(socket, request);

                assertPlainProblem(readHeadAndBody(socket));
            }
        }
    }

    private static void assertTooLarge(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 413").contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
        assertThat(answer.toLowerCase(Locale.ROOT)).contains("content-type: application/problem+json");
    }

    private static void assertPlainProblem(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContainIgnoringCase("<html", "tomcat", "exception");
        assertThat(answer).contains("application/problem+json", "X-Request-Id: ", "\"code\":\"VALIDATION_FAILED\"");
    }

    private Socket connect() throws IOException {
        var socket = new Socket("localhost", port);
        socket.setSoTimeout(15_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static void sendJunk(OutputStream out, int bytes) throws IOException {
        var junk = new byte[64 * 1024];
        Arrays.fill(junk, (byte) 'x');
        for (int sent = 0; sent < bytes; sent += junk.length) {
            out.write(junk, 0, Math.min(junk.length, bytes - sent));
        }
        out.flush();
    }

    /// Reads up to the end of the first answer: its declared length, or the end of the stream.
    private static String readHeadAndBody(Socket socket) throws IOException {
        var in = new BufferedInputStream(socket.getInputStream());
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return text.toString();
            }
            text.append((char) next);
        }
        var head = text.toString().toLowerCase(Locale.ROOT);
        int length = head.indexOf("content-length: ");
        if (length >= 0) {
            int wanted = Integer.parseInt(
                    head.substring(length + 16, head.indexOf('\r', length)).strip());
            return text + new String(in.readNBytes(wanted), StandardCharsets.UTF_8);
        }
        while (head.contains("transfer-encoding: chunked") && text.indexOf("\r\n0\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
        }
        return text.toString();
    }
}
