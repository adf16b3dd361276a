package dev.darkroom.notifier.inbox;

import dev.darkroom.notifier.event.Arrival;
import java.sql.SQLException;
import org.springframework.dao.DataIntegrityViolationException;

/// An event that was read and that the database will never take.
///
/// @param why one clause; never a word of the event
record Refused(Arrival arrival, String why) {

    static Refused of(Arrival arrival, DataIntegrityViolationException refusal) {
        var state = refusal.getMostSpecificCause() instanceof SQLException cause ? cause.getSQLState() : "unknown";
        return new Refused(arrival, "the database refuses it, SQL state " + state);
    }
}
