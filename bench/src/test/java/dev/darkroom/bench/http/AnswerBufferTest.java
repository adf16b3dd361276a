package dev.darkroom.bench.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerBufferTest {

    private static final String WITH_LENGTH = """
        HTTP/1.1 202 Accepted
        content-length:  23
        Location: /api/generation/7

        {"generationId":"0199"}""";

    private static final String IN_CHUNKS = """
        HTTP/1.1 202\s
        Transfer-Encoding: chunked

        7;last=no
        {"gener
        10
        ationId":"0199"}
        0
        X-Trailer: yes

        """;

    @ParameterizedTest
    @ValueSource(strings = {WITH_LENGTH, IN_CHUNKS})
    void an_answer_is_read_in_one_piece(String text) throws IOException {
        var answer = read(bytes(text), Integer.MAX_VALUE);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.accepted()).isTrue();
        assertThat(answer.body()).isEqualTo("{\"generationId\":\"0199\"}");
        assertThat(answer.text("generationId")).contains("0199");
        assertThat(answer.text("status")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {WITH_LENGTH, IN_CHUNKS})
    void an_answer_is_whole_with_its_last_byte_and_not_before(String text) throws IOException {
        var bytes = bytes(text);
        var stream = new Dribble(bytes, 1);
        var buffer = new AnswerBuffer();

        for (int i = 1; i < bytes.length; i++) {
            assertThat(buffer.readFrom(stream)).isNull();
        }
        assertThat(whole(buffer.readFrom(stream)).body()).isEqualTo("{\"generationId\":\"0199\"}");
    }

    @Test
    void the_next_answer_on_the_same_connection_is_read_alone() throws IOException {
        var buffer = new AnswerBuffer();

        whole(buffer.readFrom(new Dribble(bytes(WITH_LENGTH), 1000)));
        var next = whole(buffer.readFrom(new Dribble(bytes("""
            HTTP/1.1 429 Too Many Requests
            Content-Length: 2
            Connection: close

            {}"""), 1000)));

        assertThat(next.status()).isEqualTo(429);
        assertThat(next.body()).isEqualTo("{}");
        assertThat(next.last()).isTrue();
    }

    @Test
    void a_long_answer_finds_room() throws IOException {
        var body = "x".repeat(100_000);

        assertThat(read(bytes("HTTP/1.1 200 OK\nContent-Length: 100000\n\n" + body), 5000)
                        .body())
                .isEqualTo(body);
        assertThat(read(bytes("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n186a0\n" + body + "\n0\n\n"), 5000)
                        .body())
                .isEqualTo(body);
    }

    @Test
    void an_answer_without_a_body_ends_with_its_head() throws IOException {
        assertThat(read(bytes("HTTP/1.1 204 No Content\n\n"), 5).body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\n\n",
                "SMTP ready for you\n\n",
                "HTTP/1.1 200 OK\nContent-Length: many\n\n",
                "HTTP/1.1 200 OK\nContent-Length: 99999999999\n\n",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nzz\n"
            })
    void what_cannot_be_understood_is_an_error_and_no_wait(String text) {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(bytes(text), 1000));
    }

    @Test
    void a_connection_that_ends_early_is_an_error() {
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> read(bytes("HTTP/1.1 202 Accepted\nContent-Length: 5\n\n123"), 1000));
    }

    private static Answer read(byte[] bytes, int piece) throws IOException {
        var stream = new Dribble(bytes, piece);
        var buffer = new AnswerBuffer();
        while (true) {
            var answer = buffer.readFrom(stream);
            if (answer != null) {
                return answer;
            }
        }
    }

    private static Answer whole(@Nullable Answer answer) {
        assertThat(answer).isNotNull();
        return Objects.requireNonNull(answer);
    }

    private static byte[] bytes(String text) {
        return text.replace("\n", "\r\n").getBytes(UTF_8);
    }

    /// Gives at most so many bytes at a time.
    private static final class Dribble extends InputStream {

        private final InputStream bytes;
        private final int piece;

        Dribble(byte[] bytes, int piece) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.piece = piece;
        }

        @Override
        public int read() throws IOException {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return bytes.read(into, from, Math.min(piece, length));
        }
    }
}
