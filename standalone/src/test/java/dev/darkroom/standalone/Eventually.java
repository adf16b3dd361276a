package dev.darkroom.standalone;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// The one place where a test waits.
final class Eventually {

    private Eventually() {}

    static void eventually(Duration atMost, Callable<Boolean> holds) throws Exception {
        var start = System.nanoTime();
        while (!holds.call()) {
            if (System.nanoTime() - start > atMost.toNanos()) {
                throw new AssertionError("did not come true within " + atMost);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
