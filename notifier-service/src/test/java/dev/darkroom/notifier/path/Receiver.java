package dev.darkroom.notifier.path;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.Assertions;

/// Someone else's server: it writes down what it is told and answers as the test says.
final class Receiver implements AutoCloseable {

    interface Manner {

        void answer(HttpExchange exchange, int nth) throws Exception;
    }

    /// @param body as it came over the wire
    record Heard(Instant at, Headers headers, String body) {

        String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }

        /// Asks the library of Standard Webhooks, which knows nothing of us.
        void isSignedWith(String secret) {
            var all = HttpHeaders.of(Map.copyOf(headers), (_, _) -> true);
            assertThatCode(() -> new Webhook(secret).verify(body, all)).doesNotThrowAnyException();
        }

        boolean verifies(String secret) {
            try {
                new Webhook(secret).verify(body, HttpHeaders.of(Map.copyOf(headers), (_, _) -> true));
                return true;
            } catch (Exception refused) {
                return false;
            }
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private volatile Manner manner;

    Receiver(Manner manner) throws IOException {
        this.manner = manner;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                heard.add(new Heard(Instant.now(), exchange.getRequestHeaders(), body));
                this.manner.answer(exchange, heard.size());
            } catch (Exception over) {
                // the other side has hung up
            }
        });
        server.start();
    }

    static Receiver answering(int... statuses) throws IOException {
        return new Receiver((exchange, nth) -> answer(exchange, statuses[Math.min(nth, statuses.length) - 1]));
    }

    /// One that takes requests and never answers.
    static Receiver silent() throws IOException {
        return new Receiver((_, _) -> Thread.sleep(60_000));
    }

    static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    void behaves(Manner other) {
        manner = other;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?from=darkroom";
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Heard> heard() {
        return heard;
    }

    List<Heard> await(int many) {
        Eventually.eventually(() -> Assertions.assertThat(heard).hasSizeGreaterThanOrEqualTo(many));
        return heard;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
