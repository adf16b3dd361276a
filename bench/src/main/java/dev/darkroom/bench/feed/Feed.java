package dev.darkroom.bench.feed;

import java.io.IOException;
import java.util.UUID;

/// Where events begin.
public interface Feed extends AutoCloseable {

    /// Tells the owner that a generation completed.
    ///
    /// @param due when this was to happen, by [System#nanoTime()]; travels in the event's data
    void completed(UUID owner, long due) throws IOException;

    /// How many events the notifier has not stored yet.
    long notStored() throws IOException, InterruptedException;

    @Override
    void close();
}
