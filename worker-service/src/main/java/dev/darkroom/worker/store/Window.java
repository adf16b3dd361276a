package dev.darkroom.worker.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/// Reads numbers at any place of a file, a few kilobytes in memory at a time.
final class Window {

    private static final int SIZE = 4096;

    private final FileChannel file;
    private final ByteBuffer bytes = ByteBuffer.allocate(SIZE).limit(0);
    private long start;

    Window(FileChannel file) {
        this.file = file;
    }

    long length() throws IOException {
        return file.size();
    }

    /// @throws NotAPicture beyond the end: the file is cut short
    int u8(long at) throws IOException, NotAPicture {
        if (at < start || at >= start + bytes.limit()) {
            bytes.clear();
            start = at;
            var read = file.read(bytes, at);
            bytes.flip();
            if (read < 1) {
                throw new NotAPicture("the picture is cut short");
            }
        }
        return bytes.get((int) (at - start)) & 0xFF;
    }

    int u16(long at) throws IOException, NotAPicture {
        return u8(at) << 8 | u8(at + 1);
    }

    long u32(long at) throws IOException, NotAPicture {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    int u16Little(long at) throws IOException, NotAPicture {
        return u8(at) | u8(at + 1) << 8;
    }

    int u24Little(long at) throws IOException, NotAPicture {
        return u16Little(at) | u8(at + 2) << 16;
    }

    long u32Little(long at) throws IOException, NotAPicture {
        return u16Little(at) | (long) u16Little(at + 2) << 16;
    }

    /// Whether the four, or however many, bytes at `at` spell `ascii`.
    boolean spells(long at, String ascii) throws IOException, NotAPicture {
        var expected = ascii.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < expected.length; i++) {
            if (u8(at + i) != (expected[i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }
}
