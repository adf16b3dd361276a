package dev.darkroom.bench.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// Finds the few fields the crowd asks for without reading the rest: half a million events are to be taken in within
/// ten seconds, by a client that shares two cores with what it measures. Relies on the notifier to write `type` first.
final class Message {

    /// The last field of an event's data.
    private static final String DUE = "\"dueNanos\":";

    private final byte[] bytes;
    private final int from;
    private final int length;

    /// @param bytes lent, as `from` and `length` tell
    Message(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.from = from;
        this.length = length;
    }

    /// `event`, `welcome`, `ping` and the like; empty when it does not begin with its type.
    String type() {
        var start = "{\"type\":\"";
        return found(start, from) == from ? textAt(from + start.length()) : "";
    }

    String text(String name) {
        var key = "\"" + name + "\":\"";
        var at = found(key, from);
        return at < 0 ? "" : textAt(at + key.length());
    }

    /// -1 when there is none.
    long number(String name) {
        var key = "\"" + name + "\":";
        var at = found(key, from);
        return at < 0 ? -1 : numberAt(at + key.length());
    }

    /// When the event was due to be produced, by this JVM's nanosecond clock; -1 when somebody else produced it.
    long due() {
        for (int at = from + length - DUE.length(); at >= from; at--) {
            if (isAt(DUE, at)) {
                return numberAt(at + DUE.length());
            }
        }
        return -1;
    }

    private int found(String key, int start) {
        for (int at = start; at <= from + length - key.length(); at++) {
            if (isAt(key, at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isAt(String key, int at) {
        for (int i = 0; i < key.length(); i++) {
            if (bytes[at + i] != key.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String textAt(int start) {
        int end = start;
        while (end < from + length && bytes[end] != '"') {
            end++;
        }
        return new String(bytes, start, end - start, US_ASCII);
    }

    private long numberAt(int start) {
        long number = 0;
        for (int at = start; at < from + length && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = 10 * number + bytes[at] - '0';
        }
        return number;
    }
}
