package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Cursor;
import dev.darkroom.notifier.protocol.Frame;
import dev.darkroom.notifier.protocol.StoredEvent;

/// What a session writes next.
sealed interface Outgoing {

    record Say(Frame frame) implements Outgoing {}

    /// @param replay the event is older than the session
    record Show(StoredEvent event, boolean replay) implements Outgoing {}

    /// Nothing is left up to here.
    record Reached(Cursor place) implements Outgoing {}
}
