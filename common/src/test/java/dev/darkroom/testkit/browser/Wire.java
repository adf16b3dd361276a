package dev.darkroom.testkit.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One tab's debugging protocol: orders and their answers, and what the tab says unasked.
final class Wire implements AutoCloseable {

    static final JsonMapper JSON = new JsonMapper();

    private static final int PATIENCE_SECONDS = 30;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final WebSocket socket;

    private Wire(URI address) {
        socket = HTTP.newWebSocketBuilder().buildAsync(address, new Ear()).join();
    }

    static Wire ofNewTab(URI debugging) {
        try {
            var created = HTTP.send(
                    HttpRequest.newBuilder(debugging.resolve("/json/new?about:blank"))
                            .PUT(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            return new Wire(URI.create(
                    JSON.readTree(created.body()).path("webSocketDebuggerUrl").asString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a tab was opened", e);
        }
    }

    JsonNode tell(String method) {
        return tell(method, Map.of());
    }

    JsonNode tell(String method, Map<String, ?> parameters) {
        var id = lastId.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        answers.put(id, answer);
        send(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)));
        return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private synchronized void send(String text) {
        socket.sendText(text, true).join();
    }

    /// Whatever a listener tells the tab in turn, it tells from another thread: this one brings the answers.
    void listen(Consumer<JsonNode> listener) {
        listeners.add(listener);
    }

    private final class Ear implements WebSocket.Listener {

        private final StringBuilder partial = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                hear(JSON.readTree(partial.toString()));
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void hear(JsonNode message) {
            var waiting = answers.remove(message.path("id").asInt(0));
            if (waiting != null) {
                waiting.complete(message.path("result"));
            } else {
                listeners.forEach(each -> each.accept(message));
            }
        }
    }

    @Override
    public void close() {
        tell("Page.close");
        socket.abort();
    }
}
