package dev.darkroom.notifier.path;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A client made of a bare TCP socket: every bit it sends is the test's own choice, every bit it gets is looked at.
public final class RawSocket implements AutoCloseable {

    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xA;

    /// The bit that ends a message.
    public static final int LAST = 0x80;

    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket;
    private final DataInputStream in;

    /// @param head the first byte as it came: the last-frame bit, three reserved ones, the opcode
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Frame(int head, boolean masked, byte[] payload) {

        public boolean last() {
            return (head & LAST) != 0;
        }

        public int reserved() {
            return head & 0x70;
        }

        public int opcode() {
            return head & 0x0f;
        }

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /// 1005 when it carries none.
        public int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }
    }

    /// @param headers by name, in any case
    public record Answer(int status, Map<String, List<String>> headers) {

        public List<String> header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        }
    }

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    public static RawSocket to(int port) throws IOException {
        return to(port, 0);
    }

    /// @param receiveBuffer bytes that the kernel takes for us before the sender has to wait, 0 for the usual
    public static RawSocket to(int port, int receiveBuffer) throws IOException {
        var socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return new RawSocket(socket);
    }

    /// A socket that is open, its welcome unread.
    public static RawSocket open(int port, String authorization) throws IOException {
        var socket = to(port);
        var answer = socket.ask("/ws", handshake(authorization));
        if (answer.status() != 101) {
            throw new IOException("no socket but " + answer);
        }
        return socket;
    }

    /// What RFC 6455 asks of a client, with the key of its example.
    public static Map<String, String> handshake(String authorization) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Host", "localhost");
        headers.put("Upgrade", "websocket");
        headers.put("Connection", "Upgrade");
        headers.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        headers.put("Sec-WebSocket-Version", "13");
        headers.put("Authorization", authorization);
        return headers;
    }

    public Answer ask(String path, Map<String, String> headers) throws IOException {
        return ask("GET " + path + " HTTP/1.1", headers, new byte[0]);
    }

    /// @param behind bytes that leave together with the request
    public Answer ask(String requestLine, Map<String, String> headers, byte[] behind) throws IOException {
        var request = new StringBuilder(requestLine).append("\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        write(join(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII), behind));
        var status = Integer.parseInt(line().split(" ", 3)[1]);
        var answered = new TreeMap<String, List<String>>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            answered.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new Answer(status, answered);
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.readByte(); octet != '\n'; octet = in.readByte()) {
            line.write(octet);
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }

    public void write(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
    }

    /// One whole, masked frame.
    public void send(int head, byte[] payload) throws IOException {
        write(frame(head, payload));
    }

    public void send(int head, String payload) throws IOException {
        send(head, payload.getBytes(StandardCharsets.UTF_8));
    }

    public void say(String message) throws IOException {
        send(LAST | TEXT, message);
    }

    public void close(int code, String reason) throws IOException {
        send(LAST | CLOSE, closing(code, reason.getBytes(StandardCharsets.UTF_8)));
    }

    public static byte[] closing(int code, byte[] reason) {
        return ByteBuffer.allocate(2 + reason.length)
                .putShort((short) code)
                .put(reason)
                .array();
    }

    /// A masked frame with the shortest length that holds it.
    public static byte[] frame(int head, byte[] payload) {
        var size = payload.length;
        return frame(head, size < 126 ? 1 : size < 65_536 ? 3 : 9, payload);
    }

    /// @param lengthOctets 1, 3 or 9: how the length is written
    public static byte[] frame(int head, int lengthOctets, byte[] payload) {
        var frame = ByteBuffer.allocate(1 + lengthOctets + MASK.length + payload.length)
                .put((byte) head);
        switch (lengthOctets) {
            case 1 -> frame.put((byte) (0x80 | payload.length));
            case 3 -> frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
            default -> frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
        }
        return frame.array();
    }

    public static byte[] join(byte[]... parts) {
        var whole = new ByteArrayOutputStream();
        for (var part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    /// @throws EOFException when the server has closed
    public Frame read() throws IOException {
        int head = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        long size = second & 0x7f;
        if (size == 126) {
            size = in.readUnsignedShort();
        } else if (size == 127) {
            size = in.readLong();
        }
        var mask = (second & 0x80) != 0 ? in.readNBytes(4) : new byte[0];
        var payload = new byte[Math.toIntExact(size)];
        in.readFully(payload);
        return new Frame(head, mask.length > 0, payload);
    }

    /// The next frame of that kind; others are passed over.
    public Frame read(int opcode) throws IOException {
        for (var frame = read(); ; frame = read()) {
            if (frame.opcode() == opcode) {
                return frame;
            }
        }
    }

    /// The next whole text; control frames are passed over.
    ///
    /// @throws EOFException when the server says that it closes, or just does
    public String text() throws IOException {
        var text = new ByteArrayOutputStream();
        for (var frame = read(); ; frame = read()) {
            if (frame.opcode() == CLOSE) {
                throw new EOFException("closed with " + frame.closeCode());
            }
            if (frame.opcode() == TEXT || frame.opcode() == CONTINUATION) {
                text.writeBytes(frame.payload());
                if (frame.last()) {
                    return text.toString(StandardCharsets.UTF_8);
                }
            }
        }
    }

    /// Everything until the server closes the connection.
    public List<Frame> readToTheEnd() throws IOException {
        var frames = new ArrayList<Frame>();
        try {
            while (true) {
                frames.add(read());
            }
        } catch (EOFException | SocketException end) {
            return frames;
        }
    }

    /// Is gone without a word.
    public void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
