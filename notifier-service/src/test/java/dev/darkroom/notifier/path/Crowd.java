package dev.darkroom.notifier.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Owners who behave: each reads one socket, answers its pings, and looks at the clock when an event comes.
final class Crowd implements AutoCloseable {

    private final Darkroom darkroom;
    private final List<UUID> owners = new ArrayList<>();
    private final List<WebSocket> sockets = new ArrayList<>();
    private final ConcurrentLinkedQueue<Long> delays = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch missing = new CountDownLatch(0);

    Crowd(Darkroom darkroom, int size) {
        this.darkroom = darkroom;
        for (var i = 0; i < size; i++) {
            var owner = UUID.randomUUID();
            var welcomed = new CountDownLatch(1);
            owners.add(owner);
            sockets.add(Client.HTTP
                    .newWebSocketBuilder()
                    .header("Authorization", "Bearer " + darkroom.keys.token(owner))
                    .buildAsync(darkroom.notifier.socket(""), new Ear(welcomed))
                    .join());
            await(welcomed);
        }
    }

    /// Sends events at a steady pace, to one owner after the other, and waits for the last to arrive.
    ///
    /// @return how long 99 of 100 took at most, counted from the moment they were due
    Duration p99(int events, Duration pause) {
        delays.clear();
        missing = new CountDownLatch(events);
        var begin = System.nanoTime();
        var sent = new ArrayList<Future<?>>();
        try (var clock = Executors.newScheduledThreadPool(1)) {
            for (var n = 0; n < events; n++) {
                var owner = owners.get(n % owners.size());
                var due = pause.toNanos() * n;
                sent.add(clock.schedule(
                        () -> darkroom.events.completed(owner, "{\"due\":" + (begin + due) + "}"),
                        due,
                        TimeUnit.NANOSECONDS));
            }
        }
        sent.forEach(Future::resultNow);
        await(missing);
        var sorted = delays.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return Duration.ofNanos(sorted[sorted.length * 99 / 100]);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    /// Whether nobody of the crowd has lost its socket.
    boolean isWhole() {
        return sockets.stream().noneMatch(WebSocket::isInputClosed);
    }

    private final class Ear implements WebSocket.Listener {

        private static final String DUE = "\"due\":";

        private final CountDownLatch welcomed;
        private final StringBuilder frame = new StringBuilder();

        Ear(CountDownLatch welcomed) {
            this.welcomed = welcomed;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            frame.append(data);
            from.request(1);
            if (last) {
                hear(from, frame.toString());
                frame.setLength(0);
            }
            return null;
        }

        private void hear(WebSocket from, String text) {
            var due = text.indexOf(DUE);
            if (due > 0) {
                var digits = due + DUE.length();
                delays.add(System.nanoTime() - Long.parseLong(text.substring(digits, text.indexOf('}', digits))));
                missing.countDown();
            } else if (text.startsWith("{\"type\":\"ping\"")) {
                var _ = from.sendText("{\"type\":\"pong\"}", true);
            } else {
                welcomed.countDown();
            }
        }
    }

    @Override
    public void close() {
        sockets.forEach(WebSocket::abort);
    }
}
