package dev.darkroom.notifier.sessions;

import java.io.IOException;

/// One client's socket. Used by one thread at a time.
interface Socket {

    /// Returns when the message has left, or throws when it cannot.
    void send(String message) throws IOException;

    void close(int code, String reason);
}
