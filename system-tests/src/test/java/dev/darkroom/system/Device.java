package dev.darkroom.system;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One of an owner's devices: comes back with its cursor whenever its socket ends, and writes down whatever does not
/// follow the event before.
final class Device implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    /// An instance that is frozen accepts nobody; the handshake is tried again elsewhere in time.
    private static final Duration HANDSHAKE = Duration.ofSeconds(3);

    /// Milliseconds; in between, the pause doubles with each refusal, and chance takes some of it.
    private static final long SHORTEST_PAUSE = 250;

    private static final long LONGEST_PAUSE = 4_000;

    private final URI door;
    private final String token;
    private final UUID owner;
    private final List<String> eventIds = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable String cursor;
    private volatile long last;
    private final AtomicInteger visits = new AtomicInteger();
    private volatile @Nullable WebSocket socket;
    private volatile String refusal = "none";

    private Device(URI door, String token, UUID owner) {
        this.door = door;
        this.token = token;
        this.owner = owner;
    }

    /// @param port of the owner's way to an instance
    static Device on(int port, String token, UUID owner) {
        var device = new Device(URI.create("ws://localhost:" + port + "/ws"), token, owner);
        Thread.startVirtualThread(device::live);
        return device;
    }

    /// The events it has, in the order they came.
    List<String> eventIds() {
        return eventIds;
    }

    /// Holes, repeats, and what was another's. Empty when all is well.
    List<String> complaints() {
        return complaints;
    }

    boolean hasBeenWelcomed() {
        return cursor != null;
    }

    long last() {
        return last;
    }

    /// How often it came in.
    int visits() {
        return visits.get();
    }

    @Override
    public String toString() {
        return "device of %s at %s, %s visits, at %s, last refusal: %s".formatted(owner, door, visits, last, refusal);
    }

    /// Says that everything so far was seen, if it has a line just now.
    void acknowledge() {
        var line = socket;
        if (line != null && last > 0) {
            var _ = line.sendText("{\"type\":\"ack\",\"id\":\"a\",\"through\":%d}".formatted(last), true);
        }
    }

    private void live() {
        try {
            var most = SHORTEST_PAUSE;
            do {
                var before = visits.get();
                visit();
                most = visits.get() > before ? SHORTEST_PAUSE : Math.min(2 * most, LONGEST_PAUSE);
            } while (!closing.await(ThreadLocalRandom.current().nextLong(most), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void visit() throws InterruptedException {
        var line = new Line();
        var after = cursor;
        var opening = Http.CLIENT
                .newWebSocketBuilder()
                .subprotocols("darkroom.v1")
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create(door + (after == null ? "" : "?after=" + encode(after, UTF_8))), line);
        try {
            socket = opening.orTimeout(HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            visits.incrementAndGet();
            line.over.join();
        } catch (CompletionException refused) {
            refusal = String.valueOf(refused.getCause());
            if (refused.getCause() instanceof TimeoutException) {
                // Should it open after all, nobody is at home.
                line.forsaken = true;
            }
        } finally {
            socket = null;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        var line = socket;
        if (line != null) {
            line.abort();
        }
    }

    private void heard(JsonNode frame) {
        switch (frame.path("type").asString()) {
            case "welcome" -> {
                if (cursor == null) {
                    cursor = frame.path("cursor").asString();
                    last = frame.path("head").asLong();
                }
            }
            case "event" -> event(frame);
            case "gap" -> complaints.add("told of a gap: " + frame);
            default -> {
                // what is told beside the stream
            }
        }
    }

    private void event(JsonNode frame) {
        var seq = frame.path("seq").asLong();
        if (seq != last + 1) {
            complaints.add("after " + last + " came " + seq);
        }
        if (!frame.path("event").path("partitionkey").asString().equals(owner.toString())) {
            complaints.add("of another owner: " + frame);
        }
        eventIds.add(frame.path("event").path("id").asString());
        last = seq;
        cursor = frame.path("cursor").asString();
    }

    /// One connection. What comes after it was forsaken is heard by nobody.
    private final class Line implements WebSocket.Listener {

        private final StringBuilder partial = new StringBuilder();
        private final CompletableFuture<Integer> over = new CompletableFuture<>();
        private volatile boolean forsaken;

        @Override
        public void onOpen(WebSocket line) {
            if (forsaken || closing.getCount() == 0) {
                line.abort();
            } else {
                line.request(1);
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket line, CharSequence text, boolean isLast) {
            partial.append(text);
            line.request(1);
            if (isLast) {
                var frame = JSON.readTree(partial.toString());
                partial.setLength(0);
                heard(frame);
                if (frame.path("type").asString().equals("ping")) {
                    return line.sendText("{\"type\":\"pong\",\"seq\":%d}".formatted(last), true);
                }
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket line, int code, String reason) {
            over.complete(code);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket line, Throwable error) {
            over.complete(1006);
        }
    }
}
