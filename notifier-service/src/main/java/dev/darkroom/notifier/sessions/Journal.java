package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.event.Envelope;
import dev.darkroom.notifier.protocol.StoredEvent;
import dev.darkroom.trace.Kind;
import dev.darkroom.trace.LogScope;
import dev.darkroom.trace.Step;
import dev.darkroom.trace.Traces;
import dev.darkroom.trace.Transitions;

/// Tells of each event that goes out to a client: a step in its trace, a line in the log. An envelope is only looked
/// into when somebody wants to know.
final class Journal {

    private static final Step NOBODY_LOOKS = Traces.OFF.begin("frame", Kind.PRODUCER, null);

    private final Traces traces;

    Journal(Traces traces) {
        this.traces = traces;
    }

    Step begin(StoredEvent event) {
        var trace = traces.on() ? Envelope.trace(event.envelope()) : null;
        return traces.record(trace) ? traces.begin("frame", Kind.PRODUCER, trace) : NOBODY_LOOKS;
    }

    /// @param replay it was sent before, or happened while the client was away
    void delivered(StoredEvent event, String session, boolean replay) {
        if (Transitions.log().isDebugEnabled()) {
            try (var _ = LogScope.of(Envelope.subject(event.envelope()), Envelope.trace(event.envelope()))) {
                Transitions.log()
                        .atDebug()
                        .addKeyValue("seq", event.seq())
                        .addKeyValue("session", session)
                        .addKeyValue("replay", replay)
                        .log("delivered to a session");
            }
        }
    }
}
