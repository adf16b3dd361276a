package dev.darkroom.worker.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// One picture on its way to disk, counted and digested while it is written, so that it is never whole in memory.
final class Draft extends OutputStream {

    private final Path path;
    private final long most;
    private final FileOutputStream file;
    private final MessageDigest digest = sha256();
    private long size;
    private boolean named;

    /// Opens a new file.
    ///
    /// @param most bytes it may have
    Draft(Path path, long most) throws IOException {
        this.path = path;
        this.most = most;
        this.file = new FileOutputStream(path.toFile());
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        size += length;
        if (size > most) {
            throw new PictureTooLarge(most);
        }
        digest.update(bytes, from, length);
        try {
            file.write(bytes, from, length);
        } catch (IOException refused) {
            throw new StoreUnavailable(refused);
        }
    }

    Path path() {
        return path;
    }

    /// The file has its final name from here on: it is no longer ours to remove.
    void named() {
        named = true;
    }

    long size() {
        return size;
    }

    /// Lower-case hexadecimal. Asked for once, when all is written.
    String sha256Hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Makes the bytes durable; the name is the caller's affair. The file stays open until [#release].
    void sync() throws IOException {
        file.getFD().sync();
    }

    /// Writers close their stream; the descriptor is still needed for [#sync].
    @Override
    public void close() {}

    void release() throws IOException {
        file.close();
        if (!named) {
            Files.delete(path);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
