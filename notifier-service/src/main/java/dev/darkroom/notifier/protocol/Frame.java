package dev.darkroom.notifier.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the server says, apart from the events themselves. One JSON object in one text message.
public sealed interface Frame {

    /// The first frame of a session.
    ///
    /// @param replayed how many events come before the session is live
    record Welcome(String session, StreamState stream, Resume resume, long replayed, Duration pingEvery)
            implements Frame {}

    /// Events the session does not carry; the client loads them anew.
    ///
    /// @param from the first number that is missing
    /// @param to the last one, `from - 1` when the stream is empty
    record Gap(String epoch, long from, long to) implements Frame {}

    /// The client's message was done.
    record Ok(@Nullable String id, long unacknowledged) implements Frame {}

    /// The owner has acknowledged events elsewhere.
    ///
    /// @param changes none at the end of a replay of which some were acknowledged before they were sent
    record State(long unacknowledged, List<Acknowledged.Change> changes) implements Frame {

        public State {
            changes = List.copyOf(changes);
        }
    }

    /// A generation goes on. Transient: never numbered, never repeated.
    ///
    /// @param envelope the CloudEvent
    record Progress(String envelope) implements Frame {}

    /// The client's message was not done.
    ///
    /// @param id of that message, null when it had none
    record Refusal(@Nullable String id, String code, String message) implements Frame {}

    /// @param head the newest number, so that an idle client sees a hole
    /// @param unacknowledged as the same read of the stream has it; null when nobody could tell so far
    record Ping(long head, @Nullable Long unacknowledged) implements Frame {}

    /// The session ends at `by` unless a fresh ticket arrives.
    record Reauth(Instant by) implements Frame {}

    /// The server is about to close; come back after that long.
    record Reconnect(Duration after) implements Frame {}
}
