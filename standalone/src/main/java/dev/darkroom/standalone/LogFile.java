package dev.darkroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What one part writes to its standard output and error. A new start appends; a file that has grown over its bound is
/// put aside first, and the one put aside before it is dropped.
final class LogFile {

    private static final long BOUND = 16L << 20;

    /// Enough for the stack trace of a failed start; a log is never read whole.
    private static final int TAIL = 256 << 10;

    private static final Pattern TROUBLE = Pattern.compile("\\b(ERROR|FATAL|PANIC|Exception|Error)\\b");

    private final Path path;
    private long startOfRun;

    LogFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /// Marks where the next run's output begins.
    void begin() {
        try {
            startOfRun = Files.exists(path) ? Files.size(path) : 0;
            if (startOfRun > BOUND) {
                Files.move(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                startOfRun = 0;
            }
        } catch (IOException e) {
            throw new CannotStart("cannot write " + path, e);
        }
    }

    boolean contains(String text) {
        return lines().stream().anyMatch(line -> line.contains(text));
    }

    /// The last line of this run that looks like an error, else its last line.
    Optional<String> lastError() {
        var lines = lines().stream().filter(line -> !line.isBlank()).toList();
        return lines.reversed().stream()
                .filter(line -> TROUBLE.matcher(line).find())
                .findFirst()
                .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast()))
                .map(String::strip);
    }

    private List<String> lines() {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (var channel = FileChannel.open(path)) {
            channel.position(Math.max(startOfRun, channel.size() - TAIL));
            return new String(Channels.newInputStream(channel).readNBytes(TAIL), UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new CannotStart("cannot read " + path, e);
        }
    }
}
