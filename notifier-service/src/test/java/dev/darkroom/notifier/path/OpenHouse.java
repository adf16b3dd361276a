package dev.darkroom.notifier.path;

import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import java.util.Map;
import java.util.UUID;

/// A running notifier for tests of other packages.
public final class OpenHouse implements AutoCloseable {

    private final Darkroom darkroom;

    /// @param changed settings other than those that ship
    public OpenHouse(Database database, Broker broker, Map<String, String> changed) throws Exception {
        darkroom = new Darkroom(database, broker, changed);
    }

    public int port() {
        return darkroom.notifier.port();
    }

    public String bearer(UUID owner) {
        return "Bearer " + darkroom.keys.token(owner);
    }

    public String ticket(UUID owner) throws Exception {
        return darkroom.ticket(owner);
    }

    /// Sends one completed generation by way of Kafka.
    public void completed(UUID owner, String data) {
        darkroom.events.completed(owner, data);
    }

    @Override
    public void close() {
        darkroom.close();
    }
}
