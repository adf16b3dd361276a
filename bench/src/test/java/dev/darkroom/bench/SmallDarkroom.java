package dev.darkroom.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/// Speaks the public contract as far as the bench needs it, in one process and without doing any work: accounts,
/// tokens, generations that end at once or when the worker is let go, the sockets, and the fault knobs.
final class SmallDarkroom implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SmallNotifier notifier = new SmallNotifier();
    private final Map<String, String> accounts = new ConcurrentHashMap<>();
    private final Queue<Runnable> queued = new ConcurrentLinkedQueue<>();
    final List<String> faults = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> expired = new ConcurrentLinkedQueue<>();
    private volatile boolean away;
    volatile boolean workerStopped;
    volatile boolean limited;
    volatile String ending = "completed";

    SmallDarkroom() throws IOException {
        server.setExecutor(threads);
        server.createContext("/api/account", this::account);
        server.createContext("/api/token", this::token);
        server.createContext("/api/generation", this::generation);
        server.createContext("/faults", this::faults);
        server.createContext("/calls", exchange -> answer(exchange, 200, "{\"total\":7}"));
        server.createContext("/api/ops/replay", this::replay);
        server.start();
    }

    String[] command(String... words) {
        var http = "http://127.0.0.1:" + server.getAddress().getPort();
        var all = new ArrayList<>(List.of(words));
        if (!words[0].equals("accept")) {
            all.addAll(List.of("--notifier", "http://127.0.0.1:" + notifier.port()));
        }
        if (!words[0].equals("accept") && !words[0].equals("fill")) {
            all.addAll(List.of("--stub", http));
        }
        all.addAll(List.of("--api", http));
        return all.toArray(String[]::new);
    }

    void knows(String email, String password) {
        accounts.put(email, password);
    }

    void startWorker() {
        workerStopped = false;
        for (Runnable work; (work = queued.poll()) != null; ) {
            work.run();
        }
    }

    private void account(HttpExchange exchange) throws IOException {
        var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        accounts.put(body.path("email").asString(), body.path("password").asString());
        answer(exchange, 201, "{\"accountId\":\"a\"}");
    }

    private void token(HttpExchange exchange) throws IOException {
        var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        var email = body.path("email").asString();
        var known = body.path("password").asString().equals(accounts.get(email));
        answer(exchange, known ? 200 : 401, "{\"accessToken\":\"token-%s\"}".formatted(email));
    }

    private void generation(HttpExchange exchange) throws IOException {
        var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        var owner = exchange.getRequestHeaders().getFirst("Authorization");
        if (owner == null || !accounts.containsKey(owner.replace("Bearer token-", ""))) {
            answer(exchange, 401, "{}");
        } else if (limited) {
            answer(exchange, 429, "{\"code\":\"RATE_LIMITED\"}");
        } else {
            var id = UUID.randomUUID().toString();
            Runnable work = () -> notifier.tell(owner, id, ending);
            if (away && body.has("deadlineSeconds")) {
                notifier.tell(owner, id, "failed");
                expired.add(work);
            } else if (workerStopped || away) {
                queued.add(work);
            } else {
                // ahead of the 202, as may happen
                work.run();
            }
            answer(exchange, 202, "{\"generationId\":\"%s\",\"status\":\"PENDING\"}".formatted(id));
        }
    }

    private void faults(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (!body.isEmpty()) {
            var wasAway = away;
            away = JSON.readTree(body).path("errorRate").asInt() == 1;
            if (wasAway && !away) {
                startWorker();
            }
        }
        faults.add(exchange.getRequestMethod()
                + (body.isEmpty() ? "" : " " + JSON.readTree(body).path("latencyMillis")));
        answer(exchange, 200, "{}");
    }

    /// Replays at once whatever ran out of time.
    private void replay(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        var total = expired.size();
        for (Runnable work; (work = expired.poll()) != null; ) {
            work.run();
        }
        answer(
                exchange,
                202,
                "{\"replayId\":\"r\",\"state\":\"DONE\",\"total\":%d,\"done\":%d,\"failed\":0}"
                        .formatted(total, total));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            // no length: in chunks
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        notifier.close();
        threads.shutdownNow();
    }
}
