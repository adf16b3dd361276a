package dev.darkroom.notifier.path;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.wire.WireJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// As much of api-service as the demo page needs, over real HTTP: one account, and generations that others finish.
final class StandInApi implements AutoCloseable {

    private static final byte[] PIXEL = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

    private final HttpServer server;
    private final UUID owner;
    private final Supplier<String> tokens;
    private final ConcurrentMap<String, ObjectNode> generations = new ConcurrentHashMap<>();

    StandInApi(UUID owner, Supplier<String> tokens) throws IOException {
        this.owner = owner;
        this.tokens = tokens;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// The generation that a prompt has made, as the golden file has it at its end.
    ObjectNode completed(String prompt) throws IOException {
        var golden = (ObjectNode) WireJson.mapper()
                .readTree(Files.readString(Path.of("../docs/contracts/event-envelope.json")))
                .get("data");
        var id = generations.values().stream()
                .filter(each -> each.get("prompt").stringValue().equals(prompt))
                .findFirst()
                .orElseThrow()
                .get("generationId")
                .stringValue();
        golden.put("generationId", id).put("prompt", prompt);
        var shown = golden.deepCopy();
        ((ObjectNode) shown.at("/images/0")).put("url", address() + "/picture.png");
        generations.put(id, shown);
        return golden;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.add("Access-Control-Allow-Origin", "*");
        headers.add("Access-Control-Allow-Headers", "Authorization, Content-Type");
        if (exchange.getRequestMethod().equals("OPTIONS")) {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            return;
        }
        headers.add("Content-Type", path.endsWith(".png") ? "image/png" : "application/json");
        var answer = path.endsWith(".png")
                ? PIXEL
                : json(exchange.getRequestMethod() + " " + path, body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        try (var to = exchange.getResponseBody()) {
            to.write(answer);
        }
    }

    private String json(String request, String body) throws IOException {
        return switch (request) {
            case "POST /api/token", "POST /api/token/refresh" -> """
                {"accessToken":"%s","tokenType":"Bearer","expiresIn":900,"refreshToken":"r"}
                """.formatted(tokens.get());
            case "GET /api/account/me" -> "{\"accountId\":\"" + owner + "\"}";
            case "GET /api/generation" -> "{\"items\":[],\"nextCursor\":null}";
            case "POST /api/generation" -> accepted(body).toString();
            default -> String.valueOf(generations.get(request.replace("GET /api/generation/", "")));
        };
    }

    private ObjectNode accepted(String body) throws IOException {
        var pending = (ObjectNode) WireJson.mapper()
                .readTree(Files.readString(Path.of("../docs/contracts/frame-progress.json")))
                .at("/event/data");
        var id = UUID.randomUUID().toString();
        pending.put("generationId", id).put("stage", "QUEUED").put("version", 0);
        pending.set("prompt", WireJson.mapper().readTree(body).get("prompt"));
        generations.put(id, pending);
        return pending;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
