package dev.darkroom.worker.stage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An AI server over real HTTP that answers as it is told and remembers who asked.
public final class PlayedAiServer implements AutoCloseable {

    private final HttpServer http;
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();
    private volatile Part part = PlayedAiServer::paint;

    public PlayedAiServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/v1/images/generations", this::generate);
        http.start();
    }

    /// How one request is answered.
    @FunctionalInterface
    public interface Part {

        void play(HttpExchange exchange, JsonNode request) throws Exception;
    }

    /// What was asked, word for word.
    public record Asked(Map<String, List<String>> headers, JsonNode body) {

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .flatMap(header -> header.getValue().stream())
                    .collect(Collectors.joining());
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    public void plays(Part next) {
        part = next;
    }

    /// Serves bytes at `path`, for answers that point to their pictures.
    public URI serves(String path, int status, byte[] bytes) {
        http.createContext(path, exchange -> respond(exchange, status, bytes));
        return address().resolve(path);
    }

    public int callsOf(Object generationId) {
        return calls.getOrDefault(generationId.toString(), 0);
    }

    /// Over how many connections the calls came.
    public int connections() {
        return callers.size();
    }

    public Asked lastAsked() {
        return asked.getLast();
    }

    public static void paint(HttpExchange exchange, JsonNode request) throws IOException {
        var size = request.path("size").asString().split("x", -1);
        var picture = Pictures.png(Integer.parseInt(size[0]), Integer.parseInt(size[1]));
        var pictures = new byte[request.path("n").asInt()][];
        Arrays.fill(pictures, picture);
        respond(exchange, 200, json(pictures));
    }

    /// `{"data":[{"b64_json":…}]}` with these pictures.
    public static byte[] json(byte[]... pictures) {
        var images = Arrays.stream(pictures)
                .map(picture -> "{\"b64_json\":\"" + Base64.getEncoder().encodeToString(picture) + "\"}")
                .collect(Collectors.joining(","));
        return ("{\"created\":1,\"data\":[" + images + "]}").getBytes(StandardCharsets.US_ASCII);
    }

    public static Part answers(int status, byte[] body) {
        return (exchange, _) -> respond(exchange, status, body);
    }

    public static Part answers(int status, String body) {
        return answers(status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void generate(HttpExchange exchange) throws IOException {
        var body = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
        callers.add(exchange.getRemoteAddress());
        asked.add(new Asked(Map.copyOf(exchange.getRequestHeaders()), body));
        calls.merge(exchange.getRequestHeaders().getFirst("X-Generation-Id"), 1, Integer::sum);
        try {
            part.play(exchange, body);
        } catch (IOException brokenOff) {
            throw brokenOff;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        } finally {
            exchange.close();
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
