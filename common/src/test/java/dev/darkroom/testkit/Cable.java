package dev.darkroom.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A stretch of network between clients and one server, to be cut and mended: an outage without stopping anybody. A cut
/// drops what is connected and lets nobody through.
public final class Cable implements AutoCloseable {

    /// Connections not yet taken; more than any crowd of ours opens at once.
    private static final int WAITING = 1_000;

    private final ServerSocket here;
    private final String host;
    private final int port;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean cut;

    public Cable(int port) {
        this(InetAddress.getLoopbackAddress().getHostAddress(), port);
    }

    public Cable(String host, int port) {
        this.host = host;
        this.port = port;
        try {
            here = new ServerSocket(0, WAITING, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        Thread.startVirtualThread(this::accept);
    }

    public int port() {
        return here.getLocalPort();
    }

    public void cut() {
        cut = true;
        ends.forEach(Cable::drop);
    }

    public void mend() {
        cut = false;
    }

    /// How many tried to connect while it was cut.
    public int refused() {
        return refused.get();
    }

    private void accept() {
        while (!here.isClosed()) {
            try {
                var near = here.accept();
                Thread.startVirtualThread(() -> connect(near));
            } catch (IOException closed) {
                // the next turn sees whether it was this end that closed
            }
        }
    }

    private void connect(Socket near) {
        if (cut) {
            refused.incrementAndGet();
            drop(near);
            return;
        }
        try {
            var far = new Socket(host, port);
            ends.add(near);
            ends.add(far);
            Thread.startVirtualThread(() -> carry(near, far));
            Thread.startVirtualThread(() -> carry(far, near));
            if (cut) {
                drop(near);
                drop(far);
            }
        } catch (IOException nobodyThere) {
            drop(near);
        }
    }

    private void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            // both ends are closed now, which is what a broken cable looks like
        } finally {
            ends.remove(from);
            ends.remove(to);
        }
    }

    private static void drop(Closeable end) {
        try {
            end.close();
        } catch (IOException gone) {
            // it is gone
        }
    }

    @Override
    public void close() {
        drop(here);
        cut();
    }
}
