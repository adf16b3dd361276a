package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Cursor;
import dev.darkroom.notifier.protocol.Frame;
import dev.darkroom.notifier.protocol.StoredEvent;
import dev.darkroom.wire.WireJson;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes frames as server-sent events. Notifications and progress are the bare CloudEvent, a ping is what
/// it tells, and the rest is the frame that a socket would get. Whatever leaves nothing behind it moves the
/// client's cursor: a notification, a gap, and the end of a replay that skips numbers.
final class EventLines {

    /// What ends a line for the receiver. A CloudEvent has such characters between its tokens at most, and only if its
    /// producer wrote them there.
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    private EventLines() {}

    /// Null for what answers a client's message: here clients say nothing.
    static @Nullable String of(Frame frame) {
        return switch (frame) {
            case Frame.Welcome _ -> lines("welcome", FrameJson.of(frame));
            case Frame.Gap gap -> id(new Cursor(gap.epoch(), gap.to())) + lines("gap", FrameJson.of(gap));
            case Frame.State _ -> lines("state", FrameJson.of(frame));
            case Frame.Progress(var envelope) -> lines("progress", envelope);
            case Frame.Ping ping ->
                lines(
                        "ping",
                        FrameJson.ping(WireJson.mapper().createObjectNode(), ping)
                                .toString());
            case Frame.Reconnect _ -> lines("reconnect", FrameJson.of(frame));
            case Frame.Ok _, Frame.Refusal _, Frame.Reauth _ -> null;
        };
    }

    static String event(String epoch, StoredEvent event) {
        return id(new Cursor(epoch, event.seq())) + lines("notification", event.envelope());
    }

    /// Without data it is no event to the client, and yet the id that it sends when it comes back.
    static String reached(Cursor place) {
        return id(place) + "\n";
    }

    private static String id(Cursor place) {
        return "id: " + place + "\n";
    }

    private static String lines(String name, String data) {
        return "event: " + name + "\ndata: " + LINE_END.matcher(data).replaceAll("\ndata: ") + "\n\n";
    }
}
