package dev.darkroom.worker.store;

import java.io.IOException;

/// The store did not take the bytes: disk full, directory gone, no permission. A person must look.
public final class StoreUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    StoreUnavailable(IOException cause) {
        super("the image store did not take the bytes", cause);
    }
}
