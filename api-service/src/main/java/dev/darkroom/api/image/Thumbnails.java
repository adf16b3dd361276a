package dev.darkroom.api.image;

import dev.darkroom.api.image.StoredImages.Stored;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes thumbnails when somebody asks for them, each once for all who ask meanwhile, and keeps the latest. Decoding is
/// work for cores, so it has few threads of its own: on those of requests a page full of pictures would stop everything
/// else. Who would wait for long is told to come again.
final class Thumbnails implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Thumbnails.class);

    /// Some 1,500 of them: what everybody who is at work looks at.
    private static final long KEPT_BYTES = 16 << 20;

    /// Two pages of the studio. One of 1024 pixels takes some 30 ms, so the last waits for a second and a half.
    private static final int WAITING = 48;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration COME_AGAIN = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final KeptThumbnails kept = new KeptThumbnails(KEPT_BYTES);
    private final ConcurrentHashMap<String, CompletableFuture<Optional<Thumbnail>>> inTheMaking =
            new ConcurrentHashMap<>();
    private final ThumbnailMeters meters;
    private final ThreadPoolExecutor makers;

    /// @param threads how many are made at once
    Thumbnails(int threads, MeterRegistry meters) {
        this.meters = new ThumbnailMeters(meters);
        this.makers = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("thumbnail-", 1).factory());
        makers.allowCoreThreadTimeOut(true);
    }

    /// Empty when the picture cannot be read: then it has to do itself.
    Optional<Thumbnail> of(Stored picture) {
        var known = kept.find(picture.sha256());
        if (known != null) {
            meters.kept();
            return Optional.of(known);
        }
        try {
            return inTheMaking
                    .computeIfAbsent(
                            picture.sha256(), _ -> CompletableFuture.supplyAsync(() -> making(picture), makers))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException | TimeoutException busy) {
            meters.refused();
            throw new Problem(
                    ProblemCode.UNAVAILABLE, "too many thumbnails are being made; ask again in a moment", COME_AGAIN);
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private Optional<Thumbnail> making(Stored picture) {
        try {
            var made = Reduction.of(picture.path());
            kept.keep(picture.sha256(), made);
            meters.made();
            return Optional.of(made);
        } catch (IOException | RuntimeException unreadable) {
            log.atWarn()
                    .setCause(unreadable)
                    .addKeyValue("file", picture.path().getFileName())
                    .log("a picture cannot be made smaller; it is served whole");
            meters.whole();
            return Optional.empty();
        } finally {
            inTheMaking.remove(picture.sha256());
        }
    }

    @Override
    public void close() {
        makers.shutdownNow();
    }
}
