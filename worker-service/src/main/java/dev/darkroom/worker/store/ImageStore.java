package dev.darkroom.worker.store;

import dev.darkroom.worker.job.StoredImage;
import java.util.List;

/// Where pictures live. Names are never reused, so nothing is ever overwritten.
public interface ImageStore {

    /// Room for the pictures of one attempt.
    Drafts drafts();

    /// Removes pictures that no row will ever name. Best effort: what stays is harmless.
    void remove(List<StoredImage> images);

    /// As [#remove], of pictures whose rows are gone.
    ///
    /// @param storageKeys as the rows had them
    void clear(List<String> storageKeys);
}
