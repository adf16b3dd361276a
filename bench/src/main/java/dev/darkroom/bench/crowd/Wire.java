package dev.darkroom.bench.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One connection's bytes, in whatever pieces they come: the answer to the handshake, then the server's frames (RFC
/// 6455), those of one message put together. Holds memory only for what is not whole yet.
final class Wire {

    private static final byte[] NOTHING = {};
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int MOST = 1 << 20;

    private byte[] rest = NOTHING;
    private boolean upgraded;
    private @Nullable ByteArrayOutputStream parts;

    /// Takes the first `length` of `bytes`.
    void take(byte[] bytes, int length, Ear ear) throws IOException {
        var in = rest.length == 0 ? bytes : behindTheRest(bytes, length);
        var end = rest.length + length;
        rest = NOTHING;
        var at = 0;
        for (int next; (next = upgraded ? frame(in, at, end, ear) : answer(in, at, end, ear)) > at; ) {
            at = next;
        }
        if (at < end) {
            rest = Arrays.copyOfRange(in, at, end);
        }
    }

    private byte[] behindTheRest(byte[] bytes, int length) {
        var both = Arrays.copyOf(rest, rest.length + length);
        System.arraycopy(bytes, 0, both, rest.length, length);
        return both;
    }

    /// @return where to go on; `at` when it is not whole
    private int answer(byte[] in, int at, int end, Ear ear) throws IOException {
        var head = new String(in, at, end - at, US_ASCII);
        var length = head.indexOf("\r\n\r\n");
        if (length < 0) {
            return at;
        }
        upgraded = true;
        try {
            ear.answered(Integer.parseInt(head.substring(9, 12)));
        } catch (NumberFormatException | IndexOutOfBoundsException noHttp) {
            throw new IOException("no HTTP answer", noHttp);
        }
        return at + length + 4;
    }

    /// @return where to go on; `at` when it is not whole
    private int frame(byte[] in, int at, int end, Ear ear) throws IOException {
        if (end - at < 2) {
            return at;
        }
        var length = in[at + 1] & 0x7f;
        var head = length < 126 ? 2 : length == 126 ? 4 : 10;
        if (end - at < head) {
            return at;
        }
        var size = head == 2 ? length : number(in, at + 2, at + head);
        if (size < 0 || size > MOST) {
            throw new IOException("a frame of %d bytes".formatted(size));
        }
        if (end - at < head + size) {
            return at;
        }
        payload(in[at] & 0x0f, in[at] < 0, in, at + head, (int) size, ear);
        return at + head + (int) size;
    }

    private static long number(byte[] in, int from, int to) {
        var number = 0L;
        for (int i = from; i < to; i++) {
            number = number << 8 | (in[i] & 0xff);
        }
        return number;
    }

    private void payload(int opcode, boolean last, byte[] bytes, int from, int length, Ear ear) throws IOException {
        if (opcode == CLOSE) {
            ear.closed(length < 2 ? 1005 : (bytes[from] & 0xff) << 8 | (bytes[from + 1] & 0xff));
        } else if (opcode == TEXT && last) {
            ear.said(bytes, from, length);
        } else if (opcode <= TEXT) {
            part(last, bytes, from, length, ear);
        }
    }

    private void part(boolean last, byte[] bytes, int from, int length, Ear ear) throws IOException {
        var whole = parts == null ? new ByteArrayOutputStream() : parts;
        whole.write(bytes, from, length);
        parts = last ? null : whole;
        if (last) {
            ear.said(whole.toByteArray(), 0, whole.size());
        }
    }

    /// A text of the client: short, whole, and masked with zeros, which RFC 6455 allows and which costs nothing.
    static ByteBuffer text(String text) {
        var payload = text.getBytes(US_ASCII);
        if (payload.length > 125) {
            throw new IllegalArgumentException("short texts only");
        }
        return ByteBuffer.allocate(6 + payload.length)
                .put((byte) 0x81)
                .put((byte) (0x80 | payload.length))
                .putInt(0)
                .put(payload)
                .flip();
    }
}
