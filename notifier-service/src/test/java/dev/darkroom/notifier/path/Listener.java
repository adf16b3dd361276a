package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.front.FrameSchemas;
import dev.darkroom.wire.WireJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A client of the event stream that reads as the HTML standard says, writes down everything it hears, and
/// complains of any event that is not as `asyncapi.yaml` describes it.
final class Listener implements AutoCloseable {

    /// @param id its own one, null when it had none
    record Event(@Nullable String id, String name, String data) {

        JsonNode json() {
            return WireJson.mapper().readTree(data);
        }
    }

    private final HttpResponse<InputStream> answer;
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final List<String> other = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private volatile @Nullable String lastId;
    private volatile boolean ended;

    private Listener(HttpResponse<InputStream> answer) {
        this.answer = answer;
        Thread.startVirtualThread(this::read);
    }

    static Listener open(URI address, String bearer, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + bearer)
                .header("Accept", "text/event-stream");
        for (int pair = 0; pair < headers.length; pair += 2) {
            request.header(headers[pair], headers[pair + 1]);
        }
        var answer = Client.HTTP.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new Listener(answer);
    }

    private void read() {
        String id = null;
        var name = "message";
        var data = new StringBuilder();
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                if (line.isEmpty()) {
                    lastId = id == null ? lastId : id;
                    if (!data.isEmpty()) {
                        var event = new Event(id, name, data.substring(0, data.length() - 1));
                        complaints.addAll(FrameSchemas.streamComplaints(name, event.json()));
                        heard.add(event);
                    }
                    id = null;
                    name = "message";
                    data.setLength(0);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.append(line, 6, line.length()).append('\n');
                } else {
                    other.add(line);
                }
            }
            ended = true;
        } catch (IOException | UncheckedIOException cut) {
            other.add("cut off");
        }
    }

    HttpResponse<InputStream> answer() {
        return answer;
    }

    /// Everything so far, as it came.
    List<Event> heard() {
        assertThat(complaints).isEmpty();
        return List.copyOf(heard);
    }

    List<Event> heard(String name) {
        return heard().stream().filter(event -> event.name().equals(name)).toList();
    }

    /// Lines that belong to no event.
    List<String> otherLines() {
        return List.copyOf(other);
    }

    /// What it would come back with.
    @Nullable String lastId() {
        return lastId;
    }

    List<String> ids() {
        return heard("notification").stream()
                .map(event -> String.valueOf(event.id()))
                .toList();
    }

    Event await(String name) {
        eventually(() -> assertThat(heard(name)).isNotEmpty());
        return heard(name).getFirst();
    }

    void awaitNotifications(int count) {
        eventually(() -> assertThat(heard("notification")).hasSizeGreaterThanOrEqualTo(count));
    }

    /// The server has ended the answer as it should, not cut it off.
    void awaitEnd() {
        within(Duration.ofSeconds(20), () -> assertThat(ended).isTrue());
    }

    boolean hasEnded() {
        return ended;
    }

    void goAway() throws IOException {
        answer.body().close();
    }

    @Override
    public void close() throws IOException {
        goAway();
        assertThat(complaints).isEmpty();
    }
}
