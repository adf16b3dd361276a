package dev.darkroom.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.darkroom.bench.arguments.LoopbackAddress;
import java.nio.ByteBuffer;
import java.util.Map;

/// One request, built once and sent as often as wanted: sending it costs a system call and nothing else.
public final class Request {

    private final LoopbackAddress to;
    private final ByteBuffer bytes;

    private Request(LoopbackAddress to, ByteBuffer bytes) {
        this.to = to;
        this.bytes = bytes;
    }

    /// A request with a JSON body; an empty `body` sends none.
    public static Request of(String method, LoopbackAddress to, Map<String, String> headers, String body) {
        var content = body.getBytes(UTF_8);
        var head = new StringBuilder(method + " " + (to.path().isEmpty() ? "/" : to.path()) + " HTTP/1.1\r\n");
        head.append("Host: ").append(to.host()).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (content.length > 0) {
            head.append("Content-Type: application/json\r\n");
        }
        head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
        var start = head.toString().getBytes(ISO_8859_1);
        // direct, so that a channel need not copy it for each send
        var bytes = ByteBuffer.allocateDirect(start.length + content.length)
                .put(start)
                .put(content)
                .flip();
        return new Request(to, bytes);
    }

    public LoopbackAddress to() {
        return to;
    }

    /// A view of its own position over the shared bytes.
    public ByteBuffer bytes() {
        return bytes.asReadOnlyBuffer();
    }
}
