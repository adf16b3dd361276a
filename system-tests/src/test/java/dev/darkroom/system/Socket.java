package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A well-behaved client: keeps every frame, and answers pings.
final class Socket implements WebSocket.Listener, AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StringBuilder partial = new StringBuilder();
    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    private volatile @Nullable WebSocket connection;

    private Socket() {}

    /// Opened by header, as programs do it.
    ///
    /// @param notifier with a bearer
    /// @param after a cursor to resume from
    static Socket open(Http notifier, @Nullable String after) {
        var socket = new Socket();
        var handshake = Http.CLIENT.newWebSocketBuilder().subprotocols("darkroom.v1");
        if (notifier.bearer() != null) {
            handshake.header("Authorization", "Bearer " + notifier.bearer());
        }
        join(handshake.buildAsync(address(notifier, after), socket));
        socket.awaitWelcome();
        return socket;
    }

    /// Opened by ticket, as browsers do it.
    static Socket byTicket(URI address, String ticket) {
        var socket = new Socket();
        join(Http.CLIENT
                .newWebSocketBuilder()
                .subprotocols("darkroom.v1", "ticket." + ticket)
                .buildAsync(address, socket));
        socket.awaitWelcome();
        return socket;
    }

    static URI address(Http notifier, @Nullable String after) {
        return URI.create("ws://%s/ws%s"
                .formatted(notifier.base().getAuthority(), after == null ? "" : "?after=" + encode(after, UTF_8)));
    }

    private static void join(CompletableFuture<WebSocket> handshake) {
        handshake.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void awaitWelcome() {
        within(PATIENCE, () -> assertThat(frames).isNotEmpty());
        assertThat(welcome().path("type").asString()).as("the first frame").isEqualTo("welcome");
    }

    JsonNode welcome() {
        return frames.getFirst();
    }

    List<JsonNode> frames(String type) {
        return frames.stream()
                .filter(frame -> frame.path("type").asString().equals(type))
                .toList();
    }

    /// Durable events so far.
    List<JsonNode> events() {
        return frames("event");
    }

    List<Long> sequence() {
        return events().stream().map(frame -> frame.path("seq").asLong()).toList();
    }

    /// The generations told of so far.
    List<String> subjects() {
        return events().stream()
                .map(frame -> frame.path("event").path("subject").asString())
                .toList();
    }

    /// The newest that was told of each generation.
    Map<String, JsonNode> data() {
        var newest = new HashMap<String, JsonNode>();
        for (var frame : events()) {
            var event = frame.path("event");
            newest.put(event.path("subject").asString(), event.path("data"));
        }
        return newest;
    }

    JsonNode awaitEvent(String generationId) {
        within(PATIENCE, () -> assertThat(subjects()).contains(generationId));
        return events().stream()
                .filter(frame -> frame.path("event").path("subject").asString().equals(generationId))
                .findFirst()
                .orElseThrow();
    }

    /// Everything from `first` to `last`, in order, once, without a hole.
    void awaitSequence(long first, long last) {
        within(PATIENCE, () -> assertThat(sequence()).endsWith(last));
        assertThat(sequence())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(first, last).boxed().toList());
    }

    /// Where to resume.
    String cursor() {
        var events = events();
        return (events.isEmpty() ? welcome() : events.getLast()).path("cursor").asString();
    }

    /// The code the server closed with.
    int awaitClose() {
        return closed.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /// As a browser's tab does that is closed: without a word.
    @Override
    public void close() {
        var socket = connection;
        if (socket != null) {
            socket.abort();
        }
    }

    @Override
    public void onOpen(WebSocket socket) {
        connection = socket;
        socket.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        partial.append(text);
        socket.request(1);
        if (last) {
            var frame = JSON.readTree(partial.toString());
            partial.setLength(0);
            frames.add(frame);
            if (frame.path("type").asString().equals("ping")) {
                return socket.sendText(
                        "{\"type\":\"pong\",\"seq\":%d}"
                                .formatted(frame.path("head").asLong()),
                        true);
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed.complete(code);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        closed.complete(1006);
    }
}
