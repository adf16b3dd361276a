package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One tab of a [Browser], used as a person would: looked at, clicked, typed into.
final class Tab implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    /// Keys that are no text, with the code that pages and browsers still go by.
    private static final Map<String, Integer> KEYS = Map.of(
            "Tab", 9, "Enter", 13, "Escape", 27, "ArrowLeft", 37, "ArrowUp", 38, "ArrowRight", 39, "ArrowDown", 40);

    private static final int TALL = 900;

    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final WebSocket wire;

    private Tab(URI address) {
        wire = Http.CLIENT.newWebSocketBuilder().buildAsync(address, new Ear()).join();
    }

    static Tab open(URI address) {
        var tab = new Tab(address);
        for (var domain : List.of("Page", "Runtime", "Log", "Network")) {
            tab.tell(domain + ".enable", Map.of());
        }
        tab.tell("Page.bringToFront", Map.of());
        return tab;
    }

    Tab go(String address) {
        tell("Page.navigate", Map.of("url", address));
        await("document.readyState + ' ' + (location.href !== 'about:blank')", "complete true");
        return this;
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

    String text(String selector) {
        return evaluate("document.querySelector(%s)?.textContent ?? ''".formatted(quoted(selector)))
                .asString();
    }

    boolean shows(String selector) {
        return evaluate("document.querySelector(%s)?.checkVisibility() ?? false".formatted(quoted(selector)))
                .asBoolean();
    }

    int count(String selector) {
        return evaluate("document.querySelectorAll(%s).length".formatted(quoted(selector)))
                .asInt();
    }

    void await(String expression, String value) {
        eventually(() -> assertThat(evaluate("String(%s)".formatted(expression)).asString())
                .as(expression)
                .isEqualTo(value));
    }

    void awaitShown(String selector) {
        eventually(() -> assertThat(shows(selector)).as("shown: " + selector).isTrue());
    }

    void awaitHidden(String selector) {
        eventually(() -> assertThat(shows(selector)).as("shown: " + selector).isFalse());
    }

    void click(String selector) {
        awaitShown(selector);
        evaluate("document.querySelector(%s).click()".formatted(quoted(selector)));
    }

    /// Types where the focus is.
    void type(String text) {
        tell("Input.insertText", Map.of("text", text));
    }

    /// Presses a key by its name, or the key of one character.
    void press(String key) {
        var code = KEYS.getOrDefault(key, 0);
        var text = key.equals("Enter") ? "\r" : key.length() == 1 ? key : "";
        tell(
                "Input.dispatchKeyEvent",
                Map.of(
                        "type",
                        text.isEmpty() ? "rawKeyDown" : "keyDown",
                        "key",
                        key,
                        "code",
                        key,
                        "text",
                        text,
                        "windowsVirtualKeyCode",
                        code));
        tell("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code));
    }

    void size(int width) {
        tell(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", TALL, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    /// @param scheme `light` or `dark`, as the system would ask for
    void scheme(String scheme) {
        tell(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /// @param latency milliseconds a request takes at least
    /// @param bytesPerSecond -1 for as fast as can be
    void network(int latency, int bytesPerSecond) {
        tell("Network.setCacheDisabled", Map.of("cacheDisabled", latency > 0));
        tell(
                "Network.emulateNetworkConditions",
                Map.of(
                        "offline", false,
                        "latency", latency,
                        "downloadThroughput", bytesPerSecond,
                        "uploadThroughput", bytesPerSecond));
    }

    /// Whether the page believes that somebody looks at it.
    void attention(boolean given) {
        evaluate("void (document.hasFocus = () => %s)".formatted(given));
    }

    void screenshot(Path file) throws IOException {
        var data = tell("Page.captureScreenshot", Map.of("format", "png")).path("data");
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(data.asString()));
    }

    /// What scripts threw, and what the page's policy refused; a network that broke is none of it.
    List<String> complaints() {
        return complaints;
    }

    static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    private JsonNode tell(String method, Map<String, ?> parameters) {
        var id = lastId.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        answers.put(id, answer);
        wire.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        return answer.orTimeout(30, TimeUnit.SECONDS).join();
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
            } else if (message.path("method").asString("").equals("Runtime.exceptionThrown")
                    || message.at("/params/type").asString("").equals("error")) {
                complaints.add(message.path("params").toString());
            } else if (message.at("/params/entry/level").asString("").equals("error")
                    && !message.at("/params/entry/source").asString("").equals("network")) {
                complaints.add(message.at("/params/entry").toString());
            }
        }
    }

    @Override
    public void close() {
        tell("Page.close", Map.of());
        wire.abort();
    }
}
