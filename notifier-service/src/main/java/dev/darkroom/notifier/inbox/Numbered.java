package dev.darkroom.notifier.inbox;

import dev.darkroom.notifier.event.Arrival;
import dev.darkroom.notifier.event.Envelope;
import dev.darkroom.notifier.protocol.Settled;
import dev.darkroom.notifier.protocol.StoredEvent;

/// An arrival with its place in the owner's stream.
record Numbered(Arrival arrival, long seq, String envelope) {

    static Numbered of(Arrival arrival, long seq) {
        return new Numbered(arrival, seq, Envelope.of(arrival, seq));
    }

    StoredEvent stored() {
        return new StoredEvent(seq, arrival.at(), envelope);
    }

    Settled settled() {
        return new Settled(arrival.generationId(), arrival.version());
    }
}
