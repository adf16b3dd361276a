package dev.darkroom.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.opentest4j.TestAbortedException;

/// Programs that some tests need and no user has to install. Where one is missing its tests are skipped, and say so;
/// with `DARKROOM_TOOLS_REQUIRED=true`, as in CI, that is a failure.
public final class Programs {

    private Programs() {}

    public static Path find(String name) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> missing(name + " is not installed"));
    }

    private static RuntimeException missing(String reason) {
        System.out.println("skipped: " + reason);
        return Boolean.parseBoolean(System.getenv("DARKROOM_TOOLS_REQUIRED"))
                ? new IllegalStateException(reason)
                : new TestAbortedException(reason);
    }

    /// Runs to the end and expects success.
    static void succeeds(List<String> command) throws IOException, InterruptedException {
        var running = new ProcessBuilder(command).redirectErrorStream(true).start();
        running.getOutputStream().close();
        var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor())
                .as("%s%n%s", String.join(" ", command), said)
                .isZero();
    }
}
