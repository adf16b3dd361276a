package dev.darkroom.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Remembers a part's process beyond our own death, so that whoever comes next can find and stop it.
/// Process ids are used again: a process counts as ours only if its command line names this very file.
record PidFile(Path file) {

    static PidFile of(String part, DataFolder data) {
        return new PidFile(data.run().resolve(part + ".pid"));
    }

    void write(long pid) {
        try {
            Files.writeString(file, Long.toString(pid));
        } catch (IOException e) {
            throw new CannotStart("cannot write " + file, e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CannotStart("cannot delete " + file, e);
        }
    }

    /// The process, if it lives and is ours.
    Optional<ProcessHandle> process() {
        return process(file).filter(this::isOurs);
    }

    boolean isOurs(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains(file.toString()))
                .isPresent();
    }

    /// The live process whose id is the first line of the file.
    static Optional<ProcessHandle> process(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d{1,18}"))
                    .map(Long::valueOf)
                    .flatMap(ProcessHandle::of)
                    .filter(ProcessHandle::isAlive);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CannotStart("cannot read " + file, e);
        }
    }
}
