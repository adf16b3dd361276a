package dev.darkroom.stub.door;

import com.sun.net.httpserver.HttpExchange;
import dev.darkroom.stub.wire.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Puts answers on the wire, the broken ones too.
final class Reply {

    private static final int BLOCK = 64 << 10;
    /// 128 MiB, and still 96 MiB once decoded from Base64: well over the 64 MiB a careful caller reads.
    private static final int BLOCKS = 2_048;

    private Reply() {}

    static void send(HttpExchange exchange, Answer answer) throws IOException {
        var headers = exchange.getResponseHeaders();
        answer.headers().forEach(headers::set);
        var length = answer.body().length;
        if (length > 0) {
            headers.set("Content-Type", answer.contentType());
        }
        exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
        if (length > 0) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    static void garbage(HttpExchange exchange) throws IOException {
        send(exchange, Answer.json(200, "<html>{{ \u0000 upstream said: \ufffd}".getBytes(StandardCharsets.UTF_8)));
    }

    /// A picture in Base64 that begins well and does not end.
    static void oversize(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        var block = new byte[BLOCK];
        Arrays.fill(block, (byte) 'A');
        var out = exchange.getResponseBody();
        out.write("{\"created\":0,\"data\":[{\"b64_json\":\"iVBORw0KGgoA".getBytes(StandardCharsets.US_ASCII));
        for (var i = 0; i < BLOCKS; i++) {
            out.write(block);
        }
        out.write("\"}]}".getBytes(StandardCharsets.US_ASCII));
    }
}
