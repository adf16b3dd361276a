package dev.darkroom.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ObjIntConsumer;

/// Takes spans by OTLP over HTTP, as an OpenTelemetry collector does, and keeps what a trace is made of.
final class Collector implements AutoCloseable {

    /// @param parentId empty where a trace begins
    /// @param links traces and spans that led to it, as `<trace id>-<span id>`
    record Span(String service, String traceId, String id, String parentId, String name, List<String> links) {}

    private final HttpServer server;
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();

    private Collector(HttpServer server) {
        this.server = server;
    }

    static Collector open() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var collector = new Collector(server);
        server.createContext("/v1/traces", collector::take);
        server.start();
        return collector;
    }

    String endpoint() {
        return "http://127.0.0.1:%d/v1/traces".formatted(server.getAddress().getPort());
    }

    List<Span> trace(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            fields(ByteBuffer.wrap(exchange.getRequestBody().readAllBytes()), this::resourceSpans);
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void resourceSpans(ByteBuffer resource, int field) {
        if (field != 1) {
            return;
        }
        var service = new ArrayList<String>();
        var scopes = new ArrayList<ByteBuffer>();
        fields(resource, (value, number) -> {
            switch (number) {
                case 1 -> fields(value, (attribute, _) -> serviceName(attribute, service));
                case 2 -> scopes.add(value);
                default -> {}
            }
        });
        for (var scope : scopes) {
            fields(scope, (value, number) -> {
                if (number == 2) {
                    spans.add(span(String.join("", service), value));
                }
            });
        }
    }

    private static void serviceName(ByteBuffer attribute, List<String> name) {
        var said = new ArrayList<String>();
        fields(attribute, (value, number) -> {
            if (number == 1) {
                said.add(text(value));
            } else {
                fields(value, (word, _) -> said.add(text(word)));
            }
        });
        if (said.getFirst().equals("service.name")) {
            name.add(said.getLast());
        }
    }

    private static Span span(String service, ByteBuffer message) {
        var told = new String[] {"", "", "", ""};
        var links = new ArrayList<String>();
        fields(message, (value, number) -> {
            switch (number) {
                case 1 -> told[0] = hex(value);
                case 2 -> told[1] = hex(value);
                case 4 -> told[2] = hex(value);
                case 5 -> told[3] = text(value);
                case 13 -> links.add(link(value));
                default -> {}
            }
        });
        return new Span(service, told[0], told[1], told[2], told[3], links);
    }

    private static String link(ByteBuffer message) {
        var ids = new ArrayList<String>();
        fields(message, (value, number) -> {
            if (number <= 2) {
                ids.add(hex(value));
            }
        });
        return String.join("-", ids);
    }

    /// Hands over the fields that have a length, in their order; numbers of every kind are passed over.
    private static void fields(ByteBuffer message, ObjIntConsumer<ByteBuffer> each) {
        while (message.hasRemaining()) {
            var tag = (int) number(message);
            switch (tag & 7) {
                case 0 -> number(message);
                case 1 -> message.position(message.position() + 8);
                case 2 -> {
                    var length = (int) number(message);
                    each.accept(message.slice(message.position(), length), tag >>> 3);
                    message.position(message.position() + length);
                }
                case 5 -> message.position(message.position() + 4);
                default -> throw new IllegalArgumentException("not protobuf: tag " + tag);
            }
        }
    }

    private static long number(ByteBuffer message) {
        var number = 0L;
        for (var shift = 0; ; shift += 7) {
            var octet = message.get();
            number |= (long) (octet & 0x7f) << shift;
            if (octet >= 0) {
                return number;
            }
        }
    }

    private static String text(ByteBuffer value) {
        return UTF_8.decode(value.duplicate()).toString();
    }

    private static String hex(ByteBuffer value) {
        var bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
