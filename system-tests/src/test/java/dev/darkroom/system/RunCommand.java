package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.standalone.Ports;
import dev.darkroom.standalone.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `./run` as a user types it, in a project that is built already and has no sources: nothing is built again while
/// other tests use the very same jars.
final class RunCommand implements AutoCloseable {

    private static final Duration COMES_UP_WITHIN = Duration.ofMinutes(2);
    private static final int DEFAULT_API_PORT = 8080;

    private final Process process;
    private final Path console;

    private RunCommand(Process process, Path console) {
        this.process = process;
        this.console = console;
    }

    /// Lays out a folder in which `./run` can be called.
    static Path project(Path folder) throws IOException {
        var real = Project.find().home();
        Files.createDirectories(folder.resolve("standalone"));
        Files.copy(real.resolve("run"), folder.resolve("run"));
        Files.copy(real.resolve("standalone/jdk25.sh"), folder.resolve("standalone/jdk25.sh"));
        for (var module :
                List.of("api-service", "worker-service", "notifier-service", "ai-server-stub", "standalone")) {
            Files.createDirectories(folder.resolve(module));
            Files.createSymbolicLink(
                    folder.resolve(module).resolve("target"),
                    real.resolve(module).resolve("target"));
        }
        return folder;
    }

    static RunCommand in(Path project, Path data, Ports ports) throws IOException {
        var console = Files.createTempFile(project, "console", ".txt");
        var builder = new ProcessBuilder(
                        "./run",
                        "--data",
                        data.toString(),
                        "--port-offset",
                        Integer.toString(ports.api() - DEFAULT_API_PORT))
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(console.toFile());
        for (var service : List.of("API", "WORKER", "NOTIFIER", "STUB", "KAFKA")) {
            builder.environment().put("DARKROOM_%s_JAVA_OPTS".formatted(service), "-XX:TieredStopAtLevel=1");
        }
        return new RunCommand(builder.start(), console);
    }

    String said() throws IOException {
        return Files.readString(console);
    }

    void awaitSaid(String text) {
        within(COMES_UP_WITHIN, () -> assertThat(said()).contains(text));
    }

    /// Ctrl-C.
    void interrupt() throws Exception {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor(5, TimeUnit.SECONDS);
    }

    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("it has ended").isTrue();
        return process.exitValue();
    }

    /// Every living process whose command line names the data folder.
    static Stream<ProcessHandle> running(Path data) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(data.toString()))
                        .isPresent());
    }

    /// Whatever a failed test left of it.
    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(90, TimeUnit.SECONDS).join();
    }
}
