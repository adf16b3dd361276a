package dev.darkroom.worker.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// Makes new names in one directory durable. Everyone who renamed before a sync began shares it: a lone caller pays
/// one, a crowd pays far fewer than one each.
final class SharedSync {

    private final Path directory;
    private final AtomicLong asked = new AtomicLong();
    private final ReentrantLock syncing = new ReentrantLock();
    private long covered;

    SharedSync(Path directory) {
        this.directory = directory;
    }

    /// Returns when every rename that happened before the call is durable.
    void sync() throws IOException {
        var mine = asked.incrementAndGet();
        syncing.lock();
        try {
            if (covered >= mine) {
                return;
            }
            var upTo = asked.get();
            try (var open = FileChannel.open(directory, StandardOpenOption.READ)) {
                open.force(true);
            }
            covered = upTo;
        } finally {
            syncing.unlock();
        }
    }
}
