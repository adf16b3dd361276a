package dev.darkroom.bench.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The bytes of one answer as they come in. Reads what HTTP/1.1 needs and no more: status, length or chunks, and
/// whether the connection stays. An answer nearly always comes in one piece, so an incomplete one is simply read again
/// from its start.
final class AnswerBuffer {

    private static final int MOST = 1 << 20;

    private byte[] bytes = new byte[8192];
    private int filled;

    /// Reads once; the answer if it is whole now, else null. A whole answer frees the buffer: requests are never
    /// pipelined, so nothing can stand behind it.
    @Nullable Answer readFrom(ReadableByteChannel channel) throws IOException {
        return add(channel.read(ByteBuffer.wrap(bytes, filled, room())));
    }

    /// As [#readFrom(ReadableByteChannel)], for what only streams.
    @Nullable Answer readFrom(InputStream stream) throws IOException {
        return add(stream.read(bytes, filled, room()));
    }

    private int room() throws IOException {
        if (filled == MOST) {
            throw new IOException("an answer is larger than " + MOST + " bytes");
        }
        return bytes.length - filled;
    }

    private @Nullable Answer add(int count) throws IOException {
        if (count < 0) {
            throw new EOFException("the server closed the connection instead of answering");
        }
        filled += count;
        if (filled == bytes.length && filled < MOST) {
            bytes = Arrays.copyOf(bytes, filled * 2);
        }
        var answer = whole();
        if (answer != null) {
            filled = 0;
        }
        return answer;
    }

    void clear() {
        filled = 0;
    }

    private @Nullable Answer whole() throws IOException {
        var length = -1;
        var chunked = false;
        var last = false;
        var line = 0;
        for (int end; (end = lineEnd(line)) >= 0; line = end + 2) {
            if (end > line) {
                if (startsWith(line, end, "content-length:")) {
                    length = number(line + 15, end, 10);
                } else if (startsWith(line, end, "transfer-encoding: chunked")) {
                    chunked = true;
                } else if (startsWith(line, end, "connection: close")) {
                    last = true;
                }
                continue;
            }
            return body(status(), end + 2, chunked, length, last);
        }
        return null;
    }

    private @Nullable Answer body(int status, int from, boolean chunked, int length, boolean last) throws IOException {
        if (chunked) {
            return chunksEnd(from) < 0 ? null : new Answer(status, bytes, from, joinChunks(from), last);
        }
        if (status == 204 || status == 304) {
            return new Answer(status, bytes, from, from, last);
        }
        if (length < 0) {
            throw new IOException("an answer tells neither its length nor its chunks");
        }
        return from + length > filled ? null : new Answer(status, bytes, from, from + length, last);
    }

    private int status() throws IOException {
        if (filled < 12 || !startsWith(0, 12, "http/1.1 ")) {
            throw new IOException("this is no HTTP/1.1 answer");
        }
        return number(9, 12, 10);
    }

    /// Behind the last chunk and its trailers, or -1 when they are not all here.
    private int chunksEnd(int from) throws IOException {
        var at = from;
        while (true) {
            var end = lineEnd(at);
            if (end < 0) {
                return -1;
            }
            var size = number(at, end, 16);
            at = end + 2;
            if (size == 0) {
                for (end = lineEnd(at); end > at; end = lineEnd(at)) {
                    at = end + 2;
                }
                return end < 0 ? -1 : end + 2;
            }
            at += size + 2;
            if (at > filled) {
                return -1;
            }
        }
    }

    /// Moves the chunks together to where the first of them began; returns the end of the body.
    private int joinChunks(int from) throws IOException {
        var to = from;
        var at = from;
        while (true) {
            var end = lineEnd(at);
            var size = number(at, end, 16);
            if (size == 0) {
                return to;
            }
            System.arraycopy(bytes, end + 2, bytes, to, size);
            to += size;
            at = end + 2 + size + 2;
        }
    }

    private int lineEnd(int from) {
        for (int i = from; i + 1 < filled; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /// Compares without regard to case; `word` is in lower case.
    private boolean startsWith(int from, int to, String word) {
        if (to - from < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            var c = bytes[from + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int number(int from, int to, int radix) throws IOException {
        var value = 0;
        var digits = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == ' ') {
                continue;
            }
            var digit = Character.digit(bytes[i], radix);
            if (digit < 0) {
                break;
            }
            value = value * radix + digit;
            if (++digits > 7) {
                throw new IOException("an answer is too large");
            }
        }
        if (digits == 0) {
            throw new IOException("an answer has a length that is no number");
        }
        return value;
    }
}
