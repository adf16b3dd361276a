package dev.darkroom.notifier.front;

import dev.darkroom.testkit.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs the scripts of `src/test/node`, in a folder of their own under `target` with the packages of their lock file.
public final class Node {

    private static final Path SCRIPTS = Path.of("src/test/node");
    private static final Path CLIENT = Path.of("src/main/resources/client/darkroom.js");
    private static final Path FOLDER = Path.of("target/node");

    private static @Nullable Node ready;

    private final Path program;

    private Node(Path program) {
        this.program = program;
    }

    /// Skips the test where there is no Node, or where its packages cannot be had.
    public static synchronized Node orSkip() throws IOException, InterruptedException {
        var present = ready;
        if (present == null) {
            present = new Node(Programs.find("node"));
            install(Programs.find("npm"));
            ready = present;
        }
        return present;
    }

    public Process start(String... scriptAndArguments) throws IOException {
        return command(scriptAndArguments).start();
    }

    /// Waits for the script and returns what it has written.
    ///
    /// @throws AssertionError with its output when it fails
    public String run(String... scriptAndArguments) throws IOException, InterruptedException {
        var running = command(scriptAndArguments).redirectErrorStream(true).start();
        running.getOutputStream().close();
        var output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (running.waitFor() != 0) {
            throw new AssertionError(output);
        }
        return output;
    }

    private ProcessBuilder command(String... scriptAndArguments) {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(scriptAndArguments));
        return new ProcessBuilder(command).directory(FOLDER.toFile());
    }

    /// Installs what the lock file names, unless the last run has done so.
    private static void install(Path npm) throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        var lock = Files.readString(SCRIPTS.resolve("package-lock.json"));
        var installed = FOLDER.resolve("installed");
        var same = Files.exists(installed) && Files.readString(installed).equals(lock);
        try (var scripts = Files.list(SCRIPTS)) {
            scripts.filter(Files::isRegularFile).forEach(Node::copy);
        }
        copy(CLIENT);
        if (!same) {
            var failure = Programs.failure(new ProcessBuilder(
                            npm.toString(),
                            "ci",
                            "--no-audit",
                            "--no-fund",
                            "--fetch-timeout=20000",
                            "--fetch-retries=1")
                    .directory(FOLDER.toFile()));
            if (failure.isPresent()) {
                throw Programs.missing("npm cannot install the packages of the tests: " + failure.get());
            }
            Files.writeString(installed, lock);
        }
    }

    private static void copy(Path file) {
        try {
            Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
