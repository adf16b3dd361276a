package dev.darkroom.notifier.protocol;

/// Why the server closes a session. The numbers are part of the public contract.
public enum Ending {
    BINARY_REFUSED(1003, "text only"),
    TOO_BIG(1009, "message too big"),
    SERVER_ERROR(1011, "server error"),
    RESTART(1012, "restart"),
    BAD_MESSAGES(4400, "bad message"),
    EXPIRED(4401, "credential expired"),
    REVOKED(4403, "credential revoked"),
    NO_PONG(4408, "no pong"),
    TOO_MANY_MESSAGES(4429, "too many messages"),
    TOO_MANY_SESSIONS(4430, "too many sessions"),
    STALLED(4470, "write stalled");

    private final int code;
    private final String reason;

    Ending(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /// The WebSocket close code.
    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }
}
