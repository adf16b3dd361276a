package dev.darkroom.standalone;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The operating system's side of a part: its process, its log, its process id on disk.
///
/// Each process is started in a session of its own. A Ctrl-C in a terminal goes to every process of the terminal's
/// foreground group, and would otherwise stop all parts at once instead of in order.
final class OwnProcess {

    private static final List<String> IN_OWN_SESSION = inOwnSession();

    private final String name;
    private final Signal stopSignal;
    private final PidFile pidFile;
    private final LogFile log;
    private @Nullable Process process;

    /// A process yet to be launched.
    ///
    /// @param stopSignal what asks this program to finish cleanly
    OwnProcess(String name, Signal stopSignal, DataFolder data) {
        this.name = name;
        this.stopSignal = stopSignal;
        this.pidFile = PidFile.of(name, data);
        this.log = new LogFile(data.logs().resolve(name + ".log"));
    }

    String name() {
        return name;
    }

    /// What the command line must name, for the process to be recognised later.
    String pidFile() {
        return pidFile.file().toString();
    }

    LogFile log() {
        return log;
    }

    /// Starts the program; what an earlier run left of it is stopped first.
    ///
    /// @param command must name [#pidFile()] somewhere
    synchronized void launch(List<String> command, Map<String, String> env) {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        stopLeftover(Duration.ofSeconds(30));
        log.begin();
        try {
            var builder = new ProcessBuilder(Stream.concat(IN_OWN_SESSION.stream(), command.stream())
                            .toList())
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
            builder.environment().putAll(env);
            var started = builder.start();
            process = started;
            pidFile.write(started.pid());
        } catch (IOException e) {
            throw new CannotStart("%s cannot be started: %s".formatted(name, e.getMessage()), e);
        }
    }

    /// Runs a command that prepares the part, to its end, into the part's log.
    void prepare(List<String> command) throws InterruptedException {
        log.begin();
        try {
            var preparing = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()))
                    .start();
            if (!preparing.waitFor(60, TimeUnit.SECONDS)) {
                preparing.destroyForcibly().waitFor();
                throw new CannotStart("%s could not be prepared within a minute; see %s".formatted(name, log.path()));
            }
            if (preparing.exitValue() != 0) {
                throw new CannotStart("%s could not be prepared; see %s%s"
                        .formatted(
                                name,
                                log.path(),
                                log.lastError().map(": "::concat).orElse("")));
            }
        } catch (IOException e) {
            throw new CannotStart("%s cannot be prepared: %s".formatted(name, e.getMessage()), e);
        }
    }

    synchronized Optional<Process> process() {
        return Optional.ofNullable(process);
    }

    boolean isAlive() {
        return process().filter(Process::isAlive).isPresent();
    }

    /// Waits for the end and returns the exit code, 128 + the signal if one ended it
    int awaitExit() throws InterruptedException {
        return started().waitFor();
    }

    boolean awaitExit(Duration atMost) throws InterruptedException {
        return started().waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    void signal(Signal signal) {
        process().filter(Process::isAlive).map(Process::toHandle).ifPresent(signal::to);
    }

    /// Asks, waits, and in the end does not ask any more. A suspended process is woken: it could not hear otherwise.
    void stop(Duration grace) {
        process().map(Process::toHandle).ifPresent(handle -> stop(handle, grace));
    }

    /// `kill -9`; returns when the process is gone.
    void kill() {
        process().map(Process::toHandle).ifPresent(handle -> stop(handle, Duration.ZERO));
    }

    /// Stops what an earlier run left behind, after it died without stopping its parts.
    ///
    /// @return whether there was something to stop
    boolean stopLeftover(Duration grace) {
        var leftover = pidFile.process();
        leftover.ifPresent(handle -> stop(handle, grace));
        return leftover.isPresent();
    }

    boolean isOurs(ProcessHandle found) {
        return pidFile.isOurs(found);
    }

    private void stop(ProcessHandle handle, Duration grace) {
        if (lives(handle) && grace.isPositive()) {
            stopSignal.to(handle);
            Signal.CONT.to(handle);
            awaitEnd(handle, grace);
        }
        if (lives(handle)) {
            Signal.KILL.to(handle);
            awaitEnd(handle, Duration.ofSeconds(10));
        }
        if (!lives(handle)) {
            pidFile.delete();
        }
    }

    /// Looks often: Java itself looks every few seconds whether a process that is no child of ours has ended.
    private void awaitEnd(ProcessHandle handle, Duration atMost) {
        var start = System.nanoTime();
        while (lives(handle) && System.nanoTime() - start < atMost.toNanos()) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /// A process that has ended but whose parent did not ask for its exit code still has an id, but no command line. Of
    /// our own children Java asks, and until then they count as alive.
    private boolean lives(ProcessHandle handle) {
        return process()
                .filter(child -> child.pid() == handle.pid())
                .map(Process::isAlive)
                .orElseGet(() -> handle.isAlive() && handle.info().commandLine().isPresent());
    }

    private Process started() {
        return process().orElseThrow(() -> new IllegalStateException(name + " was never started"));
    }

    /// Linux has setsid(1); macOS has not, but has Perl.
    private static List<String> inOwnSession() {
        return onPath("setsid")
                .map(List::of)
                .or(() ->
                        onPath("perl").map(perl -> List.of(perl, "-MPOSIX", "-e", "setsid(); exec @ARGV or exit 127")))
                .orElse(List.of());
    }

    private static Optional<String> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
