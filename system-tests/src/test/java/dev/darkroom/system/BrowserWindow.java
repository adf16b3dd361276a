package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.eventually;
import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real Chromium with one page, seen and operated as a person would: keys, a window's size, a line that can be cut.
final class BrowserWindow implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> PROGRAMS = List.of("chromium", "chromium-browser", "google-chrome");

    /// Counts what the page's own policy had to refuse, from the first line on.
    private static final String WATCH = """
            window.refusals = [];
            document.addEventListener('securitypolicyviolation', each => refusals.push(each.violatedDirective));
            addEventListener('error', each => refusals.push(each.message));
            """;

    private static final int SHIFT = 8;

    private final Process process;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final WebSocket page;

    /// Skips the test where there is no Chromium; with `DARKROOM_TOOLS_REQUIRED=true`, as in CI, that is a failure.
    ///
    /// @param profile an empty folder of its own
    static BrowserWindow orSkip(Path profile) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        program().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output").toFile())
                .start();
        return new BrowserWindow(process, profile.resolve("DevToolsActivePort"));
    }

    private static Path program() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(Path::of)
                .flatMap(folder -> PROGRAMS.stream().map(folder::resolve))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> Boolean.parseBoolean(System.getenv("DARKROOM_TOOLS_REQUIRED"))
                        ? new IllegalStateException("Chromium is not installed")
                        : new TestAbortedException("Chromium is not installed"));
    }

    private BrowserWindow(Process process, Path portFile) throws IOException {
        this.process = process;
        within(Duration.ofSeconds(60), () -> {
            assertThat(portFile).exists();
            assertThat(Files.readAllLines(portFile)).hasSizeGreaterThanOrEqualTo(2);
        });
        var port = Files.readAllLines(portFile).getFirst();
        var address = new Http(URI.create("http://127.0.0.1:" + port), null)
                .get("/json/list")
                .json()
                .valueStream()
                .filter(target -> target.path("type").asString().equals("page"))
                .findFirst()
                .orElseThrow()
                .path("webSocketDebuggerUrl")
                .asString();
        page = Http.CLIENT
                .newWebSocketBuilder()
                .buildAsync(URI.create(address), new Answers())
                .join();
        tell("Page.enable", Map.of());
        tell("Network.enable", Map.of());
        tell("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
    }

    void open(String address) {
        tell("Page.navigate", Map.of("url", address));
        eventually(() -> assertThat(evaluate("document.readyState + (location.href !== 'about:blank')")
                        .asString())
                .isEqualTo("completetrue"));
    }

    /// As a link in a message does it: the same page, another place in it.
    void goTo(String hash) {
        evaluate("void (location.hash = '%s')".formatted(hash));
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

    /// What can be read in the first element that the selector finds; nothing where it finds none.
    String text(String selector) {
        return evaluate("document.querySelector('%s')?.innerText ?? ''".formatted(selector))
                .asString();
    }

    void awaitText(String selector, String part) {
        eventually(() -> assertThat(text(selector)).contains(part));
    }

    void awaitTrue(String expression) {
        eventually(() -> assertThat(evaluate("String(" + expression + ")").asString())
                .as(() -> expression + ", where the page says:\n" + text("body"))
                .isEqualTo("true"));
    }

    /// Presses the visible button with these words.
    void press(String button) {
        var find = "[...document.querySelectorAll('button')].find(each => each.checkVisibility() && !each.disabled"
                + " && each.innerText.startsWith('%s'))".formatted(button);
        awaitTrue(find + " !== undefined");
        evaluate(find + ".click()");
    }

    /// @param key `Tab` or `Enter`
    void key(String key) {
        key(key, 0);
    }

    private void key(String key, int modifiers) {
        var code = key.equals("Tab") ? 9 : 13;
        var text = key.equals("Enter") ? "\r" : "";
        for (var type : List.of(text.isEmpty() ? "rawKeyDown" : "keyDown", "keyUp")) {
            tell(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type", type,
                            "key", key,
                            "code", key,
                            "text", text,
                            "modifiers", modifiers,
                            "windowsVirtualKeyCode", code));
        }
    }

    /// Into whatever has the focus.
    void type(String text) {
        tell("Input.insertText", Map.of("text", text));
    }

    /// Goes back from focus to focus until one has these words.
    void tabBackTo(String words) {
        for (int n = 0; n < 40; n++) {
            if (evaluate("document.activeElement.innerText ?? ''").asString().equals(words)) {
                return;
            }
            key("Tab", SHIFT);
        }
        throw new AssertionError("the keyboard does not come to " + words);
    }

    void size(int width, int height) {
        tell(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void dark(boolean dark) {
        tell(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    void offline(boolean cut) {
        tell(
                "Network.emulateNetworkConditions",
                Map.of("offline", cut, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /// What can be seen now, as a PNG.
    void keep(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        var data = tell("Page.captureScreenshot", Map.of("format", "png"))
                .path("data")
                .asString();
        Files.write(folder.resolve(name), Base64.getDecoder().decode(data));
    }

    private JsonNode tell(String method, Map<String, ?> parameters) {
        var id = lastId.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        answers.put(id, answer);
        page.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder partial = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                var message = JSON.readTree(partial.toString());
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
