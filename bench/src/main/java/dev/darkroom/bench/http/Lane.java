package dev.darkroom.bench.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// One connection of a closed loop, never blocking.
final class Lane implements AutoCloseable {

    private final int number;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer request;
    private final AnswerBuffer buffer = new AnswerBuffer();
    private long sentAt;

    private Lane(int number, Request request, SocketChannel channel, Selector selector) throws IOException {
        this.number = number;
        this.request = request.bytes();
        this.channel = channel;
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /// Connects, which on this machine happens at once or not at all.
    static Lane open(int number, Request request, Selector selector) throws IOException {
        var channel = SocketChannel.open();
        try {
            channel.connect(request.to().socket());
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            return new Lane(number, request, channel, selector);
        } catch (IOException unreachable) {
            channel.close();
            throw unreachable;
        }
    }

    int number() {
        return number;
    }

    long sentAt() {
        return sentAt;
    }

    void send() throws IOException {
        request.rewind();
        buffer.clear();
        sentAt = System.nanoTime();
        write();
    }

    /// A full send buffer leaves a rest, which goes out when there is room again.
    void write() throws IOException {
        channel.write(request);
        var wanted = request.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    @Nullable Answer read() throws IOException {
        return buffer.readFrom(channel);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // nothing is left to give back
        }
    }
}
