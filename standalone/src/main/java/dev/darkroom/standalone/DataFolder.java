package dev.darkroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;

/// Everything one Darkroom keeps: its database, its broker's log, the images, generated keys, logs and process ids.
/// One process at a time holds it, by a lock that the operating system takes back when that process dies.
public final class DataFolder implements AutoCloseable {

    /// Its presence is what allows [#clear()] to delete.
    private static final String MARKER = ".darkroom-data";

    private static final String LOCK = ".lock";

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Takes the folder, and makes it when there is none.
    ///
    /// @throws CannotStart when another process holds it, or when it is full of something else
    public static DataFolder open(Path path) {
        var absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            requireOurs(absolute);
            var lock = lock(absolute);
            Files.writeString(absolute.resolve(MARKER), "Darkroom keeps its data here. --fresh deletes it.\n");
            var folder = new DataFolder(absolute.toRealPath(), lock);
            folder.makeFolders();
            return folder;
        } catch (IOException e) {
            throw new CannotStart("cannot use the data folder %s: %s".formatted(absolute, e), e);
        }
    }

    public Path path() {
        return path;
    }

    public Path images() {
        return path.resolve("images");
    }

    public Path logs() {
        return path.resolve("logs");
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path keys() {
        return path.resolve("keys");
    }

    /// Process ids of what runs on this folder.
    Path run() {
        return path.resolve("run");
    }

    /// Deletes all that is kept. Nothing may run on the folder.
    void clear() {
        try (var found = Files.walk(path)) {
            for (var file : found.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(path)
                        && !Set.of(path.resolve(MARKER), path.resolve(LOCK)).contains(file)) {
                    Files.delete(file);
                }
            }
            makeFolders();
        } catch (IOException e) {
            throw new CannotStart("cannot empty the data folder %s: %s".formatted(path, e), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeFolders() throws IOException {
        for (var folder : Set.of(images(), logs(), kafka(), run())) {
            Files.createDirectories(folder);
        }
        Files.createDirectories(keys());
        Files.setPosixFilePermissions(keys(), PosixFilePermissions.fromString("rwx------"));
    }

    private static void requireOurs(Path path) throws IOException {
        try (var files = Files.list(path)) {
            if (files.findAny().isPresent() && !Files.exists(path.resolve(MARKER))) {
                throw new CannotStart(
                        "%s is not empty and not a Darkroom data folder; name another with --data".formatted(path));
            }
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        var file = path.resolve(LOCK);
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // held by this very process; the answer is the same
        }
        var holder = Files.readString(file).strip();
        channel.close();
        throw new CannotStart("Darkroom already runs on %s (process %s); stop it, or name another folder with --data"
                .formatted(path, holder));
    }
}
