package dev.darkroom.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/// Programs that some tests need and no user has to install. Where one is missing its tests are skipped, and say so;
/// with `DARKROOM_TOOLS_REQUIRED=true`, as in CI, that is a failure.
public final class Programs {

    private Programs() {}

    /// The path of the first of these programs that is there.
    public static Path find(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> Arrays.stream(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> missing("%s is not installed".formatted(String.join(" or ", names))));
    }

    public static RuntimeException missing(String reason) {
        System.out.println("skipped: " + reason);
        return Boolean.parseBoolean(System.getenv("DARKROOM_TOOLS_REQUIRED"))
                ? new IllegalStateException(reason)
                : new TestAbortedException(reason);
    }

    /// Runs to the end; what was said on the way to a failure, standard error with it.
    public static Optional<String> failure(ProcessBuilder program) throws IOException, InterruptedException {
        var running = program.redirectErrorStream(true).start();
        running.getOutputStream().close();
        var output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return running.waitFor() == 0 ? Optional.empty() : Optional.of(output);
    }
}
