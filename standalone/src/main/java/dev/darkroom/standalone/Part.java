package dev.darkroom.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// One process of the whole. It can be started again, on the same port and data, once it has ended for whatever reason;
/// nothing here restarts it by itself.
public sealed interface Part permits EmbeddedDatabase, Broker, ServiceProcess {

    Duration LOOK_EVERY = Duration.ofMillis(50);

    OwnProcess process();

    /// Returns once the process exists. A process left on the same data folder by an earlier run is stopped first.
    ///
    /// @throws CannotStart when that fails
    void start() throws InterruptedException;

    /// Whether the part answers, right now; at most a few seconds' wait.
    boolean isReady();

    /// Where it listens, for people.
    String address();

    default String name() {
        return process().name();
    }

    default Path log() {
        return process().log().path();
    }

    default boolean isAlive() {
        return process().isAlive();
    }

    default OptionalLong pid() {
        return process().process().filter(Process::isAlive).stream()
                .mapToLong(Process::pid)
                .findFirst();
    }

    /// What the process ended with, 128 + the signal if one ended it; empty while it lives or was never started.
    default OptionalInt exitCode() {
        return process().process().filter(process -> !process.isAlive()).stream()
                .mapToInt(Process::exitValue)
                .findFirst();
    }

    /// Waits until the part answers.
    ///
    /// @throws CannotStart with the last error of the part's log, when it dies or does not answer in time
    default void awaitReady(Duration atMost) throws InterruptedException {
        var start = System.nanoTime();
        while (!isReady()) {
            if (process().awaitExit(LOOK_EVERY)) {
                throw new CannotStart("%s ended while it started, exit code %d; %s"
                        .formatted(name(), process().awaitExit(), whereToLook()));
            }
            if (System.nanoTime() - start > atMost.toNanos()) {
                throw new CannotStart(
                        "%s is not ready after %d s; %s".formatted(name(), atMost.toSeconds(), whereToLook()));
            }
        }
    }

    default String whereToLook() {
        return process()
                .log()
                .lastError()
                .map(line -> "see %s, which says: %s".formatted(log(), line))
                .orElse("see %s".formatted(log()));
    }

    /// Asks the part to finish, waits `grace`, then kills it. Returns when it is gone.
    default void stop(Duration grace) {
        process().stop(grace);
    }

    /// `kill -9`. Returns when it is gone.
    default void kill() {
        process().kill();
    }

    /// SIGSTOP: the process keeps its sockets and answers nothing.
    default void suspend() {
        process().signal(Signal.STOP);
    }

    default void resume() {
        process().signal(Signal.CONT);
    }
}
