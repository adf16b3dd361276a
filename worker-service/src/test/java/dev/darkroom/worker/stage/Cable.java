package dev.darkroom.worker.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A TCP connection to somewhere that can be cut and mended: an outage without stopping anybody.
public final class Cable implements AutoCloseable {

    private final String host;
    private final int port;
    private final ServerSocket near;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean cut;

    public Cable(String host, int port) {
        this.host = host;
        this.port = port;
        try {
            near = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        Thread.startVirtualThread(this::accept);
    }

    public int port() {
        return near.getLocalPort();
    }

    public void cut() {
        cut = true;
        open.forEach(Cable::closeQuietly);
        open.clear();
    }

    /// How many tried to connect while it was cut.
    public int refused() {
        return refused.get();
    }

    public void mend() {
        cut = false;
    }

    private void accept() {
        while (!near.isClosed()) {
            try {
                var here = near.accept();
                if (cut) {
                    refused.incrementAndGet();
                    closeQuietly(here);
                    continue;
                }
                var there = new Socket(host, port);
                open.add(here);
                open.add(there);
                Thread.startVirtualThread(() -> carry(here, there));
                Thread.startVirtualThread(() -> carry(there, here));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            // the cable is cut, or one end hung up
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // closing is all that was wanted
        }
    }

    @Override
    public void close() {
        cut();
        try {
            near.close();
        } catch (IOException alreadyClosed) {
            // closing is all that was wanted
        }
    }
}
