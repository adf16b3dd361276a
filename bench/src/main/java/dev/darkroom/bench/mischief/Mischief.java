package dev.darkroom.bench.mischief;

import dev.darkroom.bench.arguments.LoopbackAddress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// Many who do the same misdeed again and again until they are closed.
public final class Mischief implements AutoCloseable {

    private static final long BETWEEN_MILLIS = 200;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong done = new AtomicLong();

    /// Begins at once.
    ///
    /// @param tokens of the owners who do it, taken in turn
    public Mischief(Misdeed misdeed, LoopbackAddress notifier, List<String> tokens, RandomGenerator chance) {
        for (int i = 0; i < misdeed.clients(); i++) {
            var token = tokens.get(i % tokens.size());
            threads.execute(() -> again(misdeed, notifier, token, chance));
        }
    }

    private void again(Misdeed misdeed, LoopbackAddress notifier, String token, RandomGenerator chance) {
        while (!Thread.currentThread().isInterrupted()) {
            try (var stranger = new Stranger(notifier, token)) {
                misdeed.commit(stranger, chance);
            } catch (IOException letGo) {
                // which is what it was for
            }
            done.incrementAndGet();
            try {
                Thread.sleep(BETWEEN_MILLIS);
            } catch (InterruptedException enough) {
                return;
            }
        }
    }

    /// How often somebody was let go.
    public long done() {
        return done.get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            // a blocked read ends with its time limit
            var _ = threads.awaitTermination(15, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
