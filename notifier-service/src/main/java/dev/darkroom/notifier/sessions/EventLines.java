package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Cursor;
import dev.darkroom.notifier.protocol.Frame;
import dev.darkroom.notifier.protocol.StoredEvent;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes frames as server-sent events. Notifications and progress are the bare CloudEvent; the rest is the frame that
/// a socket would get. Only a notification carries an id, so nothing else moves the client's cursor.
final class EventLines {

    /// What ends a line for the receiver. A CloudEvent has such characters between its tokens at most, and only if its
    /// producer wrote them there.
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    private EventLines() {}

    /// Null for what answers a client's message: here clients say nothing.
    static @Nullable String of(Frame frame) {
        return switch (frame) {
            case Frame.Welcome _ -> lines("welcome", FrameJson.of(frame));
            case Frame.Gap _ -> lines("gap", FrameJson.of(frame));
            case Frame.State _ -> lines("state", FrameJson.of(frame));
            case Frame.Progress(var envelope) -> lines("progress", envelope);
            case Frame.Ping(var head) -> lines("ping", "{\"head\":" + head + "}");
            case Frame.Reconnect _ -> lines("reconnect", FrameJson.of(frame));
            case Frame.Ok _, Frame.Refusal _, Frame.Reauth _ -> null;
        };
    }

    static String event(String epoch, StoredEvent event) {
        return "id: " + new Cursor(epoch, event.seq()) + "\n" + lines("notification", event.envelope());
    }

    private static String lines(String name, String data) {
        return "event: " + name + "\ndata: " + LINE_END.matcher(data).replaceAll("\ndata: ") + "\n\n";
    }
}
