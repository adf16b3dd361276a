package dev.darkroom.bench.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// One kept-alive connection for one caller at a time, blocking: for what is asked now and then, on a virtual thread.
final class Connection implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Socket socket = new Socket();
    private final AnswerBuffer buffer = new AnswerBuffer();
    private long usedAt = System.nanoTime();

    Connection(InetSocketAddress to) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) ANSWER.toMillis());
            socket.connect(to, (int) CONNECT.toMillis());
        } catch (IOException unreachable) {
            close();
            throw unreachable;
        }
    }

    /// Sends and waits for the whole answer, 30 s at most.
    Answer exchange(Request request) throws IOException {
        var bytes = request.bytes();
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        socket.getOutputStream().write(copy);
        buffer.clear();
        var answer = buffer.readFrom(socket.getInputStream());
        while (answer == null) {
            answer = buffer.readFrom(socket.getInputStream());
        }
        usedAt = System.nanoTime();
        return answer;
    }

    Duration idle() {
        return Duration.ofNanos(System.nanoTime() - usedAt);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // nothing is left to give back
        }
    }
}
