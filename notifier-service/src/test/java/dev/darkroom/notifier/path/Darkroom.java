package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.wire.WireJson;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/// What surrounds a running notifier: the events it reads and the keys it trusts.
final class Darkroom implements AutoCloseable {

    private final JdbcTemplate jdbc;
    final Events events;
    final SigningKeys keys;
    final RunningNotifier notifier;

    Darkroom(Database database, Broker broker, Map<String, String> changed) throws Exception {
        jdbc = database.jdbc();
        events = new Events(broker);
        keys = new SigningKeys();
        notifier = startNotifier(database, broker, changed);
    }

    /// One more instance, which the caller closes.
    RunningNotifier startNotifier(Database database, Broker broker, Map<String, String> changed) {
        var settings = new HashMap<>(changed);
        settings.put("darkroom.identity.jwks-uri", keys.uri());
        return RunningNotifier.start(database, broker, settings);
    }

    /// Puts as many events into a new owner's inbox by way of Kafka, and waits for them.
    void store(UUID owner, int count) {
        IntStream.range(0, count).forEach(_ -> events.completed(owner));
        eventually(() -> assertThat(
                        jdbc.queryForList("select head from notification_stream where owner_id = ?", Long.class, owner))
                .containsExactly((long) count));
    }

    String epoch(UUID owner) {
        return jdbc.queryForObject("select epoch from notification_stream where owner_id = ?", String.class, owner);
    }

    Client listen(UUID owner) {
        return listen(owner, "");
    }

    Client listen(UUID owner, String query) {
        return Client.withBearer(notifier.socket(query), keys.token(owner));
    }

    String ticket(UUID owner) throws IOException, InterruptedException {
        return ticket(keys.token(owner));
    }

    String ticket(String bearer) throws IOException, InterruptedException {
        return WireJson.mapper()
                .readTree(askForTicket("Bearer " + bearer).body())
                .get("ticket")
                .stringValue();
    }

    HttpResponse<String> askForTicket(String authorization) throws IOException, InterruptedException {
        return Client.HTTP.send(
                HttpRequest.newBuilder(notifier.http("/api/notification/ticket"))
                        .header("Authorization", authorization)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    @Override
    public void close() {
        notifier.close();
        keys.close();
        events.close();
    }
}
