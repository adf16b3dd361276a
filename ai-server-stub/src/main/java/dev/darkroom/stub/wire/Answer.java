package dev.darkroom.stub.wire;

import java.util.Arrays;
import java.util.Map;

/// An answer, not yet sent.
public final class Answer {

    private final int status;
    private final String contentType;
    private final Map<String, String> headers;
    private final byte[] body;

    private Answer(int status, String contentType, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.headers = headers;
        this.body = body;
    }

    public static Answer json(int status, Object value) {
        return json(status, Json.bytes(value));
    }

    public static Answer json(int status, byte[] body) {
        return new Answer(status, "application/json", Map.of(), body);
    }

    public static Answer png(byte[] body) {
        return new Answer(200, "image/png", Map.of(), body);
    }

    public static Answer empty() {
        return new Answer(204, "", Map.of(), new byte[0]);
    }

    public Answer with(String header, String value) {
        return new Answer(status, contentType, Map.of(header, value), body);
    }

    /// The first half of the body, whole to HTTP and broken to whoever reads it.
    public Answer halved() {
        return new Answer(status, contentType, headers, Arrays.copyOf(body, body.length / 2));
    }

    public int status() {
        return status;
    }

    public String contentType() {
        return contentType;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public byte[] body() {
        return body;
    }
}
