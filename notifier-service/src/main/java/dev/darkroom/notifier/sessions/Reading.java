package dev.darkroom.notifier.sessions;

/// How sessions read the inbox.
///
/// @param readers sessions that read the database at once
/// @param page events of one read
/// @param unacknowledged most events for a client without a cursor
/// @param ring newest events of an owner kept in memory while a session has still to send them
public record Reading(int readers, int page, int unacknowledged, int ring) {

    public Reading {
        if (readers < 1 || page < 1 || unacknowledged < 1 || ring < 1) {
            throw new IllegalArgumentException("sessions need at least one reader, and room for one event");
        }
    }
}
