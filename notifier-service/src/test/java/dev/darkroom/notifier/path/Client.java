package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.front.FrameSchemas;
import dev.darkroom.wire.WireJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A client of the socket that writes down everything it hears, and complains of any frame that is not as
/// `asyncapi.yaml` describes it. It answers pings unless told not to.
final class Client implements WebSocket.Listener, AutoCloseable {

    static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final boolean answersPings;
    private boolean deaf;
    private volatile int closeCode;
    private volatile @Nullable WebSocket socket;

    private Client(boolean answersPings) {
        this.answersPings = answersPings;
    }

    static Client withTicket(URI address, String ticket) {
        return open(HTTP.newWebSocketBuilder().subprotocols("darkroom.v1", "ticket." + ticket), address, true);
    }

    static Client withBearer(URI address, String bearer) {
        return open(HTTP.newWebSocketBuilder().header("Authorization", "Bearer " + bearer), address, true);
    }

    static Client open(WebSocket.Builder builder, URI address, boolean answersPings) {
        var client = new Client(answersPings);
        client.socket = builder.buildAsync(address, client).join();
        return client;
    }

    /// A client that opens a socket and never reads it.
    static Client deaf(WebSocket.Builder builder, URI address) {
        var client = new Client(false);
        client.deaf = true;
        client.socket = builder.buildAsync(address, client).join();
        return client;
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (!deaf) {
            opened.request(1);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            var frame = partial.toString();
            partial.setLength(0);
            complaints.addAll(FrameSchemas.complaints(frame));
            heard.add(frame);
            if (answersPings && frame.startsWith("{\"type\":\"ping\"")) {
                var _ = from.sendText("{\"type\":\"pong\"}", true);
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closeCode = code;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closeCode = 1006;
    }

    void say(String message) {
        socket().sendText(message, true).orTimeout(10, TimeUnit.SECONDS).join();
    }

    void sayPart(String part, boolean last) {
        socket().sendText(part, last).orTimeout(10, TimeUnit.SECONDS).join();
    }

    boolean isOpen() {
        return closeCode == 0;
    }

    WebSocket socket() {
        var open = socket;
        assertThat(open).isNotNull();
        return open;
    }

    /// Everything so far, as it came.
    List<String> heard() {
        return List.copyOf(heard);
    }

    List<JsonNode> frames() {
        assertThat(complaints).isEmpty();
        return heard.stream().map(WireJson.mapper()::readTree).toList();
    }

    List<JsonNode> frames(String type) {
        return frames().stream()
                .filter(frame -> frame.get("type").stringValue().equals(type))
                .toList();
    }

    List<Long> seqs() {
        return frames("event").stream()
                .map(frame -> frame.get("seq").longValue())
                .toList();
    }

    JsonNode awaitFrame(String type) {
        return awaitFrameWithin(Duration.ofSeconds(20), type);
    }

    JsonNode awaitFrameWithin(Duration atMost, String type) {
        within(atMost, () -> assertThat(frames(type)).isNotEmpty());
        return frames(type).getFirst();
    }

    void awaitEvents(int count) {
        eventually(() -> assertThat(frames("event")).hasSizeGreaterThanOrEqualTo(count));
    }

    void awaitClose(int code) {
        eventually(() -> assertThat(closeCode).isEqualTo(code));
    }

    @Override
    public void close() {
        socket().abort();
        assertThat(complaints).isEmpty();
    }
}
