package dev.darkroom.system;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;

/// Sends a body that is far too large, and reads the answer while it still sends, as curl and browsers do.
/// The JDK's client reads only when all is sent, and a server that has refused need not take all.
final class BigBody {

    private static final int TEN_MB = 10 << 20;
    private static final byte[] CHUNK = new byte[64 << 10];

    static {
        Arrays.fill(CHUNK, (byte) 'a');
    }

    private BigBody() {}

    /// @return the head of the answer and what came of its body with it
    static String post(URI base, String bearer, boolean chunked) throws IOException {
        try (var connection = new Socket(base.getHost(), base.getPort())) {
            connection.setSoTimeout(20_000);
            var out = connection.getOutputStream();
            var opening = "{\"prompt\":\"";
            out.write("""
                    POST /api/generation HTTP/1.1\r
                    Host: %s\r
                    Authorization: Bearer %s\r
                    Content-Type: application/json\r
                    Connection: close\r
                    %s\r
                    \r
                    """.formatted(
                            base.getAuthority(),
                            bearer,
                            chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + TEN_MB)
                    .getBytes(US_ASCII));
            out.write((chunked ? "%x\r\n%s\r\n".formatted(opening.length(), opening) : opening).getBytes(US_ASCII));
            var sending = Thread.ofVirtual().start(() -> send(out, chunked));
            var answer = read(connection);
            sending.interrupt();
            return answer;
        }
    }

    private static void send(OutputStream out, boolean chunked) {
        try {
            for (var sent = 0; sent < TEN_MB; sent += CHUNK.length) {
                if (chunked) {
                    out.write("%x\r\n".formatted(CHUNK.length).getBytes(US_ASCII));
                }
                out.write(CHUNK);
                if (chunked) {
                    out.write("\r\n".getBytes(US_ASCII));
                }
            }
            if (chunked) {
                out.write("0\r\n\r\n".getBytes(US_ASCII));
            }
        } catch (IOException _) {
            // the server has heard enough; what counts is what it said
        }
    }

    private static String read(Socket connection) throws IOException {
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        var in = connection.getInputStream();
        try {
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                answer.append(new String(buffer, 0, n, US_ASCII));
            }
        } catch (IOException e) {
            if (answer.isEmpty()) {
                throw e;
            }
        }
        return answer.toString();
    }
}
