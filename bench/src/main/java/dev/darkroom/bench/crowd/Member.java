package dev.darkroom.bench.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.darkroom.bench.arguments.LoopbackAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// One owner with one device, never blocking: connects, answers pings, and knows how far it has heard.
final class Member implements Ear {

    private final Crowd crowd;
    private final LoopbackAddress notifier;
    private final @Nullable InetSocketAddress from;
    private final String token;
    private String epoch = "";
    private long last;
    private boolean open;
    private long began;
    private Wire wire = new Wire();
    private @Nullable SocketChannel channel;

    /// @param from where to connect from; null leaves it to the kernel
    Member(Crowd crowd, LoopbackAddress notifier, @Nullable InetSocketAddress from, String token) {
        this.crowd = crowd;
        this.notifier = notifier;
        this.from = from;
        this.token = token;
    }

    boolean isOpen() {
        return open;
    }

    long began() {
        return began;
    }

    void connect(Selector selector) throws IOException {
        began = System.nanoTime();
        wire = new Wire();
        var fresh = SocketChannel.open();
        channel = fresh;
        fresh.configureBlocking(false);
        fresh.setOption(StandardSocketOptions.TCP_NODELAY, true);
        // a reset leaves no port in TIME_WAIT, and to the notifier it is a client that lost its network
        fresh.setOption(StandardSocketOptions.SO_LINGER, 0);
        if (from != null) {
            fresh.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            fresh.bind(from);
        }
        fresh.register(selector, fresh.connect(notifier.socket()) ? 0 : SelectionKey.OP_CONNECT, this);
        if (fresh.isConnected()) {
            ask(fresh);
        }
    }

    /// Something can be done without waiting.
    ///
    /// @param buffer over `bytes`
    void ready(SelectionKey key, ByteBuffer buffer, byte[] bytes) throws IOException {
        var own = (SocketChannel) key.channel();
        if (key.isConnectable()) {
            own.finishConnect();
            ask(own);
            return;
        }
        buffer.clear();
        var length = own.read(buffer);
        if (length < 0) {
            throw new IOException("ended");
        }
        wire.take(bytes, length, this);
    }

    /// Resumes behind what it heard last, if it has heard anything yet.
    private void ask(SocketChannel own) throws IOException {
        var query = epoch.isEmpty() ? "" : "?after=" + epoch + ":" + last;
        var request = """
                GET %s/ws%s HTTP/1.1\r
                Host: %s\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Protocol: darkroom.v1\r
                Authorization: Bearer %s\r
                \r
                """.formatted(notifier.path(), query, notifier.host(), token);
        crowd.listenTo(own, this);
        write(own, ByteBuffer.wrap(request.getBytes(US_ASCII)));
    }

    @Override
    public void answered(int status) throws IOException {
        if (status != 101) {
            throw new IOException("answered " + status);
        }
        crowd.upgraded(this);
    }

    @Override
    public void said(byte[] bytes, int from, int length) throws IOException {
        var at = System.nanoTime();
        var message = new Message(bytes, from, length);
        switch (message.type()) {
            case "event" -> last = crowd.heard().event(last, message.number("seq"), message.due(), at);
            case "ping" -> pong();
            case "welcome" -> welcome(message);
            case "gap", "reconnect", "error" -> crowd.trouble("told " + message.type());
            default -> {}
        }
    }

    private void welcome(Message message) {
        if (epoch.isEmpty()) {
            var cursor = message.text("cursor");
            epoch = cursor.substring(0, Math.max(0, cursor.indexOf(':')));
            last = message.number("head");
        }
        open = true;
        crowd.welcomed();
    }

    private void pong() throws IOException {
        if (channel != null) {
            write(channel, Wire.text("{\"type\":\"pong\",\"seq\":" + last + "}"));
        }
    }

    /// What a member says is short: it fits into an empty send buffer.
    private static void write(SocketChannel own, ByteBuffer bytes) throws IOException {
        own.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("the notifier does not read");
        }
    }

    @Override
    public void closed(int code) {
        crowd.lost(this, "closed with " + code);
    }

    void hangUp() {
        open = false;
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException alreadyGone) {
            // nothing is left to give back
        }
        channel = null;
    }
}
