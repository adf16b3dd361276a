package dev.darkroom.worker.generate;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Refuses to read more than an answer may have, whatever the server says about its length.
final class CappedStream extends FilterInputStream {

    private long left;

    CappedStream(InputStream in, long most) {
        super(in);
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        var read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        var read = super.read(bytes, from, length);
        count(Math.max(0, read));
        return read;
    }

    /// Reads what nobody needs, so that the connection can carry the next call.
    void readToEnd() throws IOException {
        var rest = new byte[512];
        while (read(rest, 0, rest.length) >= 0) {
            // nobody needs it
        }
    }

    private void count(int read) {
        left -= read;
        if (left < 0) {
            throw new AnswerTooLarge();
        }
    }

    /// The answer has more bytes than one may have.
    static final class AnswerTooLarge extends RuntimeException {

        private static final long serialVersionUID = 1;

        AnswerTooLarge() {
            super("the answer has too many bytes", null, false, false);
        }
    }
}
