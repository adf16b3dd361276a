package dev.darkroom.stub.wire;

/// A request, its body read whole.
public final class Request {

    private final String path;
    private final String host;
    private final byte[] body;
    private final boolean halved;

    /// Takes what the door has read.
    ///
    /// @param host as the caller wrote it, so that addresses in answers work for them
    /// @param halved whether the answer's pictures are to be cut in half
    public Request(String path, String host, byte[] body, boolean halved) {
        this.path = path;
        this.host = host;
        this.body = body;
        this.halved = halved;
    }

    public String path() {
        return path;
    }

    public String host() {
        return host;
    }

    public byte[] body() {
        return body;
    }

    public boolean halved() {
        return halved;
    }
}
