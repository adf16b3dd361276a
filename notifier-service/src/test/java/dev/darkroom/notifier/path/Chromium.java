package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.front.Tools;
import dev.darkroom.wire.WireJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A real browser with one page, driven over its own debugging socket.
final class Chromium implements AutoCloseable {

    private final Process process;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final WebSocket page;

    /// Skips the test where there is no Chromium.
    ///
    /// @param profile an empty folder of its own
    static Chromium orSkip(Path profile) throws IOException, InterruptedException {
        var program = Tools.find("chromium", "chromium-browser", "google-chrome");
        var process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output").toFile())
                .start();
        return new Chromium(process, profile.resolve("DevToolsActivePort"));
    }

    private Chromium(Process process, Path portFile) throws IOException, InterruptedException {
        this.process = process;
        within(Duration.ofSeconds(60), () -> {
            assertThat(portFile).exists();
            assertThat(Files.readAllLines(portFile)).hasSizeGreaterThanOrEqualTo(2);
        });
        var port = Files.readAllLines(portFile).getFirst();
        var pages = Client.HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                        .build(),
                BodyHandlers.ofString());
        var address = WireJson.mapper()
                .readTree(pages.body())
                .valueStream()
                .filter(target -> target.path("type").asString().equals("page"))
                .findFirst()
                .orElseThrow()
                .get("webSocketDebuggerUrl")
                .stringValue();
        page = Client.HTTP
                .newWebSocketBuilder()
                .buildAsync(URI.create(address), new Answers())
                .join();
    }

    void open(String address) {
        tell("Page.navigate", Map.of("url", address));
        eventually(() -> assertThat(evaluate("document.readyState + ' ' + (location.href !== 'about:blank')"))
                .hasToString("\"complete true\""));
    }

    void reload() {
        evaluate("window.stale = true");
        tell("Page.reload", Map.of());
        eventually(() ->
                assertThat(evaluate("document.readyState + ' ' + window.stale")).hasToString("\"complete undefined\""));
    }

    /// The value of an expression on the page; a promise is waited for.
    JsonNode evaluate(String expression) {
        var answer =
                tell("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        assertThat(answer.has("exceptionDetails"))
                .as(() -> expression + " on the page: " + answer)
                .isFalse();
        return answer.at("/result/value");
    }

    void await(String expression, String value) {
        eventually(() -> assertThat(evaluate(expression).asString()).isEqualTo(value));
    }

    private JsonNode tell(String method, Map<String, ?> parameters) {
        var id = lastId.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        answers.put(id, answer);
        page.sendText(
                        WireJson.mapper().writeValueAsString(Map.of("id", id, "method", method, "params", parameters)),
                        true)
                .join();
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder partial = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                var message = WireJson.mapper().readTree(partial.toString());
                partial.setLength(0);
                var waiting = answers.remove(message.path("id").asInt(0));
                if (waiting != null) {
                    waiting.complete(message.path("result"));
                }
            }
            from.request(1);
            return null;
        }
    }

    @Override
    public void close() {
        page.abort();
        var all = process.descendants().toList();
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
