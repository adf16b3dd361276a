package dev.darkroom.contract;

import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// A place in a trace, as W3C Trace Context writes it: which trace, which step of it, and whether it is recorded.
///
/// @param traceparent version 00: `00-<32 hexadecimal digits>-<16>-<00 or 01>`
public record TraceContext(String traceparent) {

    /// The header that carries it, of HTTP requests and Kafka records alike.
    public static final String HEADER = "traceparent";

    /// The attribute of a CloudEvent that carries it, as Kafka's binary mode names it.
    public static final String EVENT_HEADER = "ce_traceparent";

    /// On a work record: where a new run was asked for, in a trace of its own.
    public static final String CAUSE_HEADER = "darkroom-caused-by";

    private static final int LENGTH = 55;

    public TraceContext {
        if (!traceparent.startsWith("00") || !isShaped(traceparent)) {
            throw new IllegalArgumentException("not a traceparent of version 00");
        }
    }

    /// Null unless it is a context. What a later version adds at its end is left out, as W3C asks.
    public static @Nullable TraceContext parse(@Nullable String text) {
        if (text == null || text.length() < LENGTH || text.startsWith("ff")) {
            return null;
        }
        if (text.length() > LENGTH && (text.startsWith("00") || text.charAt(LENGTH) != '-')) {
            return null;
        }
        var known = text.substring(0, LENGTH);
        // of the flags only the one we understand goes on
        return isShaped(known)
                ? new TraceContext(
                        "00" + known.substring(2, LENGTH - 2) + (odd(known.charAt(LENGTH - 1)) ? "01" : "00"))
                : null;
    }

    /// The context of a generation that was accepted before contexts were kept: made of its id, so that everybody
    /// makes the same.
    public static TraceContext of(UUID generationId) {
        var high = HexFormat.of().toHexDigits(generationId.getMostSignificantBits());
        var low = HexFormat.of().toHexDigits(generationId.getLeastSignificantBits());
        return new TraceContext("00-" + high + low + "-" + low + "-00");
    }

    /// The one that was kept, or the one made of the id.
    public static TraceContext of(UUID generationId, @Nullable String kept) {
        var context = parse(kept);
        return context == null ? of(generationId) : context;
    }

    /// The beginning of a trace that nobody records.
    public static TraceContext fresh() {
        var chance = ThreadLocalRandom.current();
        var hex = HexFormat.of();
        return new TraceContext("00-" + hex.toHexDigits(chance.nextLong()) + hex.toHexDigits(nonZero(chance)) + "-"
                + hex.toHexDigits(nonZero(chance)) + "-00");
    }

    private static long nonZero(ThreadLocalRandom chance) {
        var number = chance.nextLong();
        return number == 0 ? 1 : number;
    }

    private static boolean odd(char digit) {
        return (Character.digit(digit, 16) & 1) == 1;
    }

    private static boolean isShaped(String text) {
        return text.length() == LENGTH
                && text.charAt(2) == '-'
                && text.charAt(35) == '-'
                && text.charAt(52) == '-'
                && isHexadecimal(text, 0, 2)
                && isHexadecimal(text, 3, 35)
                && isHexadecimal(text, 36, 52)
                && isHexadecimal(text, 53, 55)
                && !isZero(text, 3, 35)
                && !isZero(text, 36, 52);
    }

    private static boolean isHexadecimal(String text, int from, int to) {
        for (var at = from; at < to; at++) {
            var digit = text.charAt(at);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String text, int from, int to) {
        for (var at = from; at < to; at++) {
            if (text.charAt(at) != '0') {
                return false;
            }
        }
        return true;
    }

    public String traceId() {
        return traceparent.substring(3, 35);
    }

    public String spanId() {
        return traceparent.substring(36, 52);
    }

    /// Whether its steps are recorded, by whoever began the trace.
    public boolean sampled() {
        return odd(traceparent.charAt(LENGTH - 1));
    }

    @Override
    public String toString() {
        return traceparent;
    }
}
