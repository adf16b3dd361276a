package dev.darkroom.notifier.event;

import tools.jackson.core.io.JsonStringEncoder;

/// The CloudEvent in structured mode, as WebSocket, SSE, webhook and REST carry it. Composed once, by hand, so that
/// `data` stays the bytes its producer wrote.
public final class Envelope {

    private Envelope() {}

    /// The envelope of an event that is never numbered.
    public static String unnumbered(Arrival arrival) {
        return attributes(arrival)
                .append(",\"partitionkey\":\"")
                .append(arrival.ownerId())
                .append("\",\"data\":")
                .append(arrival.data())
                .append('}')
                .toString();
    }

    /// @param seq twenty digits, so that text order is number order
    public static String of(Arrival arrival, long seq) {
        var text = attributes(arrival).append(",\"sequence\":\"");
        var digits = Long.toString(seq);
        return text.repeat('0', 20 - digits.length())
                .append(digits)
                .append("\",\"partitionkey\":\"")
                .append(arrival.ownerId())
                .append("\",\"data\":")
                .append(arrival.data())
                .append('}')
                .toString();
    }

    private static StringBuilder attributes(Arrival arrival) {
        var text = new StringBuilder(arrival.data().length() + 512);
        text.append("{\"specversion\":\"1.0\",\"id\":\"").append(arrival.eventId());
        quoted(text.append("\",\"type\":"), arrival.type());
        quoted(text.append(",\"source\":"), arrival.source());
        quoted(text.append(",\"subject\":\"").append(arrival.generationId()).append("\",\"time\":"), arrival.time());
        return text.append(",\"datacontenttype\":\"application/json\"");
    }

    private static void quoted(StringBuilder text, String value) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        text.append('"');
    }
}
