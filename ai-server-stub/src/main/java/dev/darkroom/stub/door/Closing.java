package dev.darkroom.stub.door;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The end of the server, which every wait in it watches for.
final class Closing {

    private final CountDownLatch begun = new CountDownLatch(1);

    void begin() {
        begun.countDown();
    }

    /// Waits this long; true, and at once, where the server closes within that time.
    boolean within(Duration wait) throws InterruptedException {
        return begun.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    }
}
