package dev.darkroom.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A stretch of network between clients and one server, to be cut and mended. A cut drops what is connected and lets
/// nobody through.
final class Cable implements AutoCloseable {

    private static final int WAITING = 1_000;

    private final ServerSocket here;
    private final int there;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    Cable(int there) throws IOException {
        this.there = there;
        this.here = new ServerSocket(0, WAITING, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return here.getLocalPort();
    }

    void cut() {
        cut = true;
        ends.forEach(Cable::drop);
    }

    void mend() {
        cut = false;
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
            drop(near);
            return;
        }
        try {
            var far = new Socket(InetAddress.getLoopbackAddress(), there);
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

    private static void drop(Socket end) {
        try {
            end.close();
        } catch (IOException gone) {
            // it is gone
        }
    }

    @Override
    public void close() throws IOException {
        here.close();
        cut();
    }
}
