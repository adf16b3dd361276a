package dev.darkroom.bench.mischief;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.darkroom.bench.arguments.LoopbackAddress;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/// One blocking socket that was upgraded. It knows just enough of RFC 6455 to break it.
final class Stranger implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    /// Small, so that what it does not read stops the sender soon.
    private static final int RECEIVE_BUFFER = 4_096;

    private final Socket socket = new Socket();

    Stranger(LoopbackAddress notifier, String token) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setSoLinger(true, 0);
        socket.connect(notifier.socket(), PATIENCE_MILLIS);
        send("""
                GET %s/ws HTTP/1.1\r
                Host: %s\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Protocol: darkroom.v1\r
                Authorization: Bearer %s\r
                \r
                """.formatted(notifier.path(), notifier.host(), token).getBytes(US_ASCII));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /// A short text, masked with zeros.
    void say(String text) throws IOException {
        var payload = text.getBytes(US_ASCII);
        var frame = new byte[6 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        send(frame);
    }

    /// @throws IOException when the other end is done with it, as it should be
    void readUntilLetGo() throws IOException {
        var bytes = new byte[4_096];
        while (socket.getInputStream().read(bytes) >= 0) {
            // whatever it says
        }
    }

    /// Reads nothing. A pong now and then finds out whether the other end is still there.
    void waitUntilLetGo() throws IOException {
        while (true) {
            say("{\"type\":\"pong\"}");
            try {
                Thread.sleep(1_000);
            } catch (InterruptedException enough) {
                Thread.currentThread().interrupt();
                throw new SocketTimeoutException("enough");
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
