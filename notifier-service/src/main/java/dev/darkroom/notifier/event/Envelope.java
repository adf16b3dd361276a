package dev.darkroom.notifier.event;

import dev.darkroom.contract.TraceContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/// The CloudEvent in structured mode, as WebSocket, SSE, webhook and REST carry it. Composed once, by hand, so that
/// `data` stays the bytes its producer wrote.
public final class Envelope {

    private static final String SUBJECT = ",\"subject\":\"";
    private static final String TRACE = ",\"traceparent\":\"";
    private static final String DATA = ",\"data\":";
    private static final int TRACE_LENGTH = 55;

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
        quoted(text.append(SUBJECT).append(arrival.generationId()).append("\",\"time\":"), arrival.time());
        text.append(",\"datacontenttype\":\"application/json\"");
        if (arrival.trace() != null) {
            text.append(TRACE).append(arrival.trace()).append('"');
        }
        return text;
    }

    /// Where in which trace the event happened, read back from an envelope; null when it belongs to none. Quotes in
    /// the attributes before it are escaped, so it cannot be mistaken for a part of them.
    public static @Nullable TraceContext trace(String envelope) {
        var end = envelope.indexOf(DATA);
        var at = envelope.indexOf(TRACE);
        return at < 0 || at > end || at + TRACE.length() + TRACE_LENGTH > end
                ? null
                : TraceContext.parse(envelope.substring(at + TRACE.length(), at + TRACE.length() + TRACE_LENGTH));
    }

    /// What an envelope is about: a generation, or a webhook.
    public static UUID subject(String envelope) {
        var at = envelope.indexOf(SUBJECT) + SUBJECT.length();
        return UUID.fromString(envelope.substring(at, at + 36));
    }

    private static void quoted(StringBuilder text, String value) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        text.append('"');
    }
}
