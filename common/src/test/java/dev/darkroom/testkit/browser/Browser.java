package dev.darkroom.testkit.browser;

import static dev.darkroom.testkit.Eventually.within;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A Chromium with a profile of its own, reached over its debugging port.
public final class Browser implements AutoCloseable {

    private static final Duration SLOWEST_START = Duration.ofSeconds(60);

    private final Process process;
    private final URI debugging;

    private Browser(Process process, Path portFile) throws IOException {
        this.process = process;
        within(SLOWEST_START, () -> {
            assertThat(portFile).exists();
            assertThat(Files.readAllLines(portFile)).hasSizeGreaterThanOrEqualTo(2);
        });
        this.debugging =
                URI.create("http://127.0.0.1:" + Files.readAllLines(portFile).getFirst());
    }

    /// Skips the test where there is no Chromium.
    ///
    /// @param profile an empty folder of its own
    public static Browser orSkip(Path profile) throws IOException {
        return orSkip(profile, Map.of());
    }

    /// @param detours ports of localhost, each with the port that it is reached by
    public static Browser orSkip(Path profile, Map<Integer, Integer> detours) throws IOException {
        var process = new ProcessBuilder(
                        Programs.find("chromium", "chromium-browser", "google-chrome")
                                .toString(),
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
                        "--host-resolver-rules=" + rules(detours),
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output").toFile())
                .start();
        return new Browser(process, profile.resolve("DevToolsActivePort"));
    }

    private static String rules(Map<Integer, Integer> detours) {
        return detours.entrySet().stream()
                .map(each -> "MAP localhost:%d 127.0.0.1:%d".formatted(each.getKey(), each.getValue()))
                .collect(joining(","));
    }

    /// A new tab, in front; all tabs share what pages keep.
    public Tab tab() {
        return new Tab(Wire.ofNewTab(debugging));
    }

    @Override
    public void close() {
        var all = process.descendants().toList();
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
