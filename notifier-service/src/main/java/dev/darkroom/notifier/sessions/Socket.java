package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Cursor;
import dev.darkroom.notifier.protocol.Frame;
import dev.darkroom.notifier.protocol.StoredEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The way to one client. Used by one thread at a time.
interface Socket {

    /// Returns when the message has left, or throws when it cannot.
    void send(String message) throws IOException;

    void close(int code, String reason);

    /// How a frame is written here; null when this transport has no word for it.
    default @Nullable String words(Frame frame) {
        return FrameJson.of(frame);
    }

    /// How an event is written here that is older than the session.
    default String replayed(String epoch, StoredEvent event) {
        return FrameJson.replayed(epoch, event);
    }

    /// How an event is written here that happened just now.
    ///
    /// @param unacknowledged how many the owner has not acknowledged, this one among them
    default String live(String epoch, StoredEvent event, long unacknowledged) {
        return FrameJson.live(epoch, event, unacknowledged);
    }

    /// How a client is told where it stands when no event says so; null where it knows.
    default @Nullable String reached(Cursor place) {
        return null;
    }

    /// Whether a client can answer a ping. One that cannot is found gone by a write that fails.
    default boolean answersPings() {
        return true;
    }
}
