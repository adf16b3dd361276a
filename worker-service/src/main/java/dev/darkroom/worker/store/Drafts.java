package dev.darkroom.worker.store;

import dev.darkroom.worker.job.Outcome;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pictures in the making, of one attempt and for one thread. Closing it removes what was not kept.
public interface Drafts extends AutoCloseable {

    /// Begins the next picture; the one before it is complete. The caller closes the stream.
    ///
    /// The stream throws [PictureTooLarge] beyond what a picture may have, and [StoreUnavailable] when its
    /// bytes cannot be written.
    OutputStream next();

    /// Checks every picture and makes all of them durable, or none.
    ///
    /// @param seeds as the AI server reports them, one for each picture, null where it does not
    /// @return `Succeeded`, or `Retryable` when one is no picture
    /// @throws StoreUnavailable when the bytes cannot be written
    Outcome keep(List<@Nullable Long> seeds);

    @Override
    void close();
}
