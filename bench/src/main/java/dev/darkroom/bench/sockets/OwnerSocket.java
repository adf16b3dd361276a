package dev.darkroom.bench.sockets;

import dev.darkroom.bench.arguments.LoopbackAddress;
import dev.darkroom.bench.arguments.Refusal;
import dev.darkroom.bench.sockets.Frame.Ended;
import dev.darkroom.bench.sockets.Frame.Other;
import dev.darkroom.bench.sockets.Frame.Ping;
import dev.darkroom.bench.sockets.Frame.Welcome;
import dev.darkroom.bench.system.Owner;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One owner's open socket. Tells what ended and when the frame that says so was whole.
public final class OwnerSocket implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final WebSocket socket;
    private final String cursor;

    private OwnerSocket(WebSocket socket, String cursor) {
        this.socket = socket;
        this.cursor = cursor;
    }

    /// Opens and waits for the welcome.
    ///
    /// @param after the cursor to resume behind, or null for what is not acknowledged
    /// @throws Refusal when the notifier is away or does not let the owner in
    public static OwnerSocket open(
            HttpClient client, LoopbackAddress notifier, Owner owner, @Nullable String after, Listener listener)
            throws InterruptedException {
        var address = notifier.at("/ws").uri("ws");
        var wanted = after == null ? address : URI.create(address + "?after=" + after);
        var frames = new Frames(owner, listener);
        try {
            var socket = client.newWebSocketBuilder()
                    .subprotocols("darkroom.v1")
                    .header("Authorization", "Bearer " + owner.token())
                    .buildAsync(wanted, frames)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new OwnerSocket(socket, frames.welcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException refused) {
            throw new Refusal("no socket at %s: %s".formatted(address, refused.getCause()));
        } catch (TimeoutException silent) {
            throw new Refusal("no welcome from %s within %d s".formatted(address, PATIENCE_SECONDS));
        }
    }

    /// Where this session began: names the newest event at that moment.
    public String cursor() {
        return cursor;
    }

    @Override
    public void close() {
        socket.abort();
    }

    /// Hears of every generation's end. Called on the client's own threads: must not wait.
    public interface Listener {

        /// @param at [System#nanoTime()] when the frame had arrived
        void ended(String generationId, boolean completed, long at);

        /// The socket is gone, and with it what it would have told.
        void lost(Owner owner, String why);
    }

    private static final class Frames implements WebSocket.Listener {

        private final Owner owner;
        private final Listener listener;
        private final CompletableFuture<String> welcome = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        Frames(Owner owner, Listener listener) {
            this.owner = owner;
            this.listener = listener;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean whole) {
            text.append(part);
            if (whole) {
                var at = System.nanoTime();
                var frame = FrameReader.read(text.toString());
                text.setLength(0);
                on(socket, frame, at);
            }
            socket.request(1);
            return null;
        }

        private void on(WebSocket socket, Frame frame, long at) {
            switch (frame) {
                case Welcome(String cursor) -> welcome.complete(cursor);
                case Ended(String generationId, boolean completed) -> listener.ended(generationId, completed, at);
                case Ping(long head) -> {
                    var _ = socket.sendText("{\"type\":\"pong\",\"seq\":" + head + "}", true);
                }
                case Other _ -> {}
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            gone("closed with %d %s".formatted(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            gone(error.toString());
        }

        private void gone(String why) {
            welcome.completeExceptionally(new Refusal(why));
            listener.lost(owner, why);
        }
    }
}
