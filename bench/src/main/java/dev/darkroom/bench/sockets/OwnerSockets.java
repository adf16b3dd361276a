package dev.darkroom.bench.sockets;

import dev.darkroom.bench.arguments.LoopbackAddress;
import dev.darkroom.bench.system.Owner;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The open sockets of a run's owners.
public final class OwnerSockets implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<OwnerSocket> open = new ArrayList<>();
    private final LoopbackAddress notifier;
    private final OwnerSocket.Listener listener;

    public OwnerSockets(LoopbackAddress notifier, OwnerSocket.Listener listener) {
        this.notifier = notifier;
        this.listener = listener;
    }

    /// @return the cursor the session began at
    public String open(Owner owner, @Nullable String after) throws InterruptedException {
        var socket = OwnerSocket.open(client, notifier, owner, after, listener);
        open.add(socket);
        return socket.cursor();
    }

    @Override
    public void close() {
        open.forEach(OwnerSocket::close);
        client.shutdownNow();
    }
}
