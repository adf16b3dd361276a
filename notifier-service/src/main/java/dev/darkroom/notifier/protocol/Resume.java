package dev.darkroom.notifier.protocol;

import org.jspecify.annotations.Nullable;

/// Where a new session takes up its owner's stream. Every mode goes live after `through`.
public sealed interface Resume {

    /// The head when the session was opened: later events are live.
    long through();

    /// Everything after the client's cursor, without a hole but for what has expired.
    ///
    /// @param watermark events up to this number have expired
    record FromCursor(long after, long watermark, long through) implements Resume {

        /// The newest event that will not come: the one the client has, or the last one that has expired.
        public long start() {
            return Math.max(after, watermark);
        }

        public long count() {
            return through - start();
        }
    }

    /// A client without a cursor: the oldest events nobody has acknowledged.
    record FromUnacknowledged(long through) implements Resume {}

    /// The cursor proves nothing about this stream: whatever the client holds, it must load anew.
    record FromNothing(long through) implements Resume {}

    /// @param after the cursor as the client sent it, null when it sent none
    static Resume of(@Nullable String after, StreamState stream) {
        if (after == null) {
            return new FromUnacknowledged(stream.head());
        }
        return Cursor.parse(after)
                .filter(cursor -> cursor.epoch().equals(stream.epoch()) && cursor.seq() <= stream.head())
                .<Resume>map(cursor -> new FromCursor(cursor.seq(), stream.watermark(), stream.head()))
                .orElseGet(() -> new FromNothing(stream.head()));
    }
}
