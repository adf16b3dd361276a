package dev.darkroom.bench.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// A bounded number of kept-alive connections to one server. The one used last is taken first, and one that was idle
/// for long is not trusted: the server may be closing it at this moment.
public final class Connections implements AutoCloseable {

    private static final Duration TRUSTED = Duration.ofSeconds(5);

    private final InetSocketAddress to;
    private final Semaphore permits;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    public Connections(InetSocketAddress to, int most) {
        this.to = to;
        this.permits = new Semaphore(most);
    }

    /// Sends, and reads from the answer while it still lies in its connection's buffer.
    public <T> T exchange(Request request, Function<Answer, T> read) throws IOException, InterruptedException {
        permits.acquire();
        try {
            var connection = take();
            try {
                var answer = connection.exchange(request);
                var value = read.apply(answer);
                if (answer.last()) {
                    connection.close();
                } else {
                    idle.push(connection);
                }
                return value;
            } catch (IOException | RuntimeException broken) {
                connection.close();
                throw broken;
            }
        } finally {
            permits.release();
        }
    }

    @Override
    public void close() {
        for (Connection connection; (connection = idle.poll()) != null; ) {
            connection.close();
        }
    }

    private Connection take() throws IOException {
        for (Connection connection; (connection = idle.poll()) != null; ) {
            if (connection.idle().compareTo(TRUSTED) < 0) {
                return connection;
            }
            connection.close();
        }
        return new Connection(to);
    }
}
