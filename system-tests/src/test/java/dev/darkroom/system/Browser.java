package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/// A real Chromium, reached over its own debugging port. The site lies behind two cables, so that the browser can be
/// taken off the network while everything else goes on.
final class Browser implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Process process;
    private final Cable toApi;
    private final Cable toNotifier;
    private final String debugging;

    private Browser(Process process, Cable toApi, Cable toNotifier, Path portFile) throws IOException {
        this.process = process;
        this.toApi = toApi;
        this.toNotifier = toNotifier;
        within(Duration.ofSeconds(60), () -> {
            assertThat(portFile).exists();
            assertThat(Files.readAllLines(portFile)).hasSizeGreaterThanOrEqualTo(2);
        });
        this.debugging = "http://127.0.0.1:" + Files.readAllLines(portFile).getFirst();
    }

    /// Skips the tests where there is no Chromium; with `DARKROOM_TOOLS_REQUIRED=true`, as in CI, that is a failure.
    ///
    /// @param profile an empty folder of its own
    static Browser orSkip(Site site, Path profile) throws IOException {
        var program = find();
        var toApi = new Cable(site.ports().api());
        var toNotifier = new Cable(site.ports().notifier());
        var process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--host-resolver-rules=MAP localhost:%d 127.0.0.1:%d,MAP localhost:%d 127.0.0.1:%d"
                                .formatted(
                                        site.ports().api(),
                                        toApi.port(),
                                        site.ports().notifier(),
                                        toNotifier.port()),
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output").toFile())
                .start();
        return new Browser(process, toApi, toNotifier, profile.resolve("DevToolsActivePort"));
    }

    private static Path find() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> missing(String.join(" or ", NAMES) + " is not installed"));
    }

    private static RuntimeException missing(String reason) {
        System.out.println("skipped: " + reason);
        return Boolean.parseBoolean(System.getenv("DARKROOM_TOOLS_REQUIRED"))
                ? new IllegalStateException(reason)
                : new TestAbortedException(reason);
    }

    /// A new tab; all tabs share what pages keep.
    Tab tab() {
        var created = Http.send(HttpRequest.newBuilder(URI.create(debugging + "/json/new?about:blank"))
                        .PUT(HttpRequest.BodyPublishers.noBody()))
                .expect(200)
                .json();
        return Tab.open(URI.create(created.path("webSocketDebuggerUrl").asString()));
    }

    void goOffline() {
        cables(Cable::cut);
    }

    void comeBack() {
        cables(Cable::mend);
    }

    private void cables(Consumer<Cable> act) {
        Arrays.asList(toApi, toNotifier).forEach(act);
    }

    @Override
    public void close() throws IOException {
        var all = process.descendants().toList();
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        all.forEach(ProcessHandle::destroyForcibly);
        toApi.close();
        toNotifier.close();
    }
}
