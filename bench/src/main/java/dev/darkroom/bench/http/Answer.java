package dev.darkroom.bench.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/// One whole answer, still lying in the buffer it was read into: valid until that buffer is read into again.
public final class Answer {

    private final int status;
    private final byte[] buffer;
    private final int bodyFrom;
    private final int bodyTo;
    private final boolean last;

    Answer(int status, byte[] buffer, int bodyFrom, int bodyTo, boolean last) {
        this.status = status;
        this.buffer = buffer;
        this.bodyFrom = bodyFrom;
        this.bodyTo = bodyTo;
        this.last = last;
    }

    public int status() {
        return status;
    }

    public boolean accepted() {
        return status == 202;
    }

    /// The server closes the connection behind this answer.
    public boolean last() {
        return last;
    }

    public String body() {
        return new String(buffer, bodyFrom, bodyTo - bodyFrom, UTF_8);
    }

    /// The first text field of that name, found without parsing the rest.
    public Optional<String> text(String field) {
        var body = body();
        var name = body.indexOf('"' + field + '"');
        if (name < 0) {
            return Optional.empty();
        }
        var open = body.indexOf('"', name + field.length() + 2);
        var close = body.indexOf('"', open + 1);
        return open < 0 || close < 0 ? Optional.empty() : Optional.of(body.substring(open + 1, close));
    }
}
