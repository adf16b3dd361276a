package dev.darkroom.worker.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The directory tree: `<yyyy>/<mm>/<dd>/<image id>.<extension>` for what is kept, `.drafts` for what is not yet. One
/// tree is one file system, so that a rename is atomic.
final class Shelf {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

    private final Path root;
    private final Path drafts;
    private final Map<Path, SharedSync> syncs = new ConcurrentHashMap<>();

    Shelf(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.drafts = this.root.resolve(".drafts");
    }

    Draft draft(UUID id, long most) {
        var path = drafts.resolve(id.toString());
        try {
            return new Draft(path, most);
        } catch (IOException perhapsTheFirst) {
            try {
                Files.createDirectories(drafts);
                return new Draft(path, most);
            } catch (IOException refused) {
                throw new StoreUnavailable(refused);
            }
        }
    }

    /// The day is the one that the id itself tells: the first 48 bits of a UUIDv7 are milliseconds.
    static String key(UUID imageId, String extension) {
        var bornAt = Instant.ofEpochMilli(imageId.getMostSignificantBits() >>> 16);
        return DAY.format(bornAt) + "/" + imageId + "." + extension;
    }

    void put(Path draft, String key) throws IOException {
        createDurably(directory(key));
        Files.move(draft, root.resolve(key), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Returns when the names of all keys survive a power loss.
    void settle(List<String> keys) throws IOException {
        for (var directory : keys.stream().map(this::directory).distinct().toList()) {
            syncs.computeIfAbsent(directory, SharedSync::new).sync();
        }
    }

    void remove(List<String> keys) throws IOException {
        for (var key : keys) {
            Files.deleteIfExists(root.resolve(key));
        }
    }

    private Path directory(String key) {
        return root.resolve(key.substring(0, key.lastIndexOf('/')));
    }

    /// A directory's own name must be durable before anything in it is.
    private void createDurably(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Files.createDirectories(directory);
        for (var parent = directory.getParent();
                parent != null && parent.startsWith(root);
                parent = parent.getParent()) {
            try (var open = FileChannel.open(parent, StandardOpenOption.READ)) {
                open.force(true);
            }
        }
    }
}
