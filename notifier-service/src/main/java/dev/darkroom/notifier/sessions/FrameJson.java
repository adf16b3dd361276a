package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Cursor;
import dev.darkroom.notifier.protocol.Frame;
import dev.darkroom.notifier.protocol.Resume;
import dev.darkroom.notifier.protocol.StoredEvent;
import dev.darkroom.wire.WireJson;
import tools.jackson.databind.node.ObjectNode;

/// Writes frames as the contract shows them.
final class FrameJson {

    private FrameJson() {}

    static String of(Frame frame) {
        var json = WireJson.mapper().createObjectNode();
        switch (frame) {
            case Frame.Welcome welcome -> welcome(json, welcome);
            case Frame.Gap(var epoch, var from, var to) ->
                json.put("type", "gap")
                        .put("from", from)
                        .put("to", to)
                        .put("reload", "/api/notification?after=" + new Cursor(epoch, from - 1));
            case Frame.Ok(var id, var unacknowledged) ->
                json.put("type", "ok").put("id", id).put("unacknowledged", unacknowledged);
            case Frame.State state -> state(json, state);
            case Frame.Progress(var envelope) -> {
                // by hand: the envelope goes in byte for byte
                return "{\"type\":\"progress\",\"event\":" + envelope + "}";
            }
            case Frame.Refusal(var id, var code, var message) ->
                json.put("type", "error").put("id", id).put("code", code).put("message", message);
            case Frame.Ping ping -> ping(json.put("type", "ping"), ping);
            case Frame.Reauth(var by) -> json.put("type", "reauth").put("by", by.toString());
            case Frame.Reconnect(var after) -> json.put("type", "reconnect").put("afterMillis", after.toMillis());
        }
        return json.toString();
    }

    private static void welcome(ObjectNode json, Frame.Welcome welcome) {
        var stream = welcome.stream();
        json.put("type", "welcome")
                .put("session", welcome.session())
                .put("cursor", stream.cursor().toString())
                .put("head", stream.head())
                .put("unacknowledged", stream.unacknowledged());
        var resume = json.putObject("resume");
        switch (welcome.resume()) {
            case Resume.FromCursor cursor -> resume.put("mode", "cursor").put("after", cursor.after());
            case Resume.FromUnacknowledged _ -> resume.put("mode", "unacknowledged");
            case Resume.FromNothing _ -> resume.put("mode", "gap");
        }
        resume.put("through", welcome.resume().through()).put("count", welcome.replayed());
        json.put("pingMillis", welcome.pingEvery().toMillis());
    }

    /// What a ping tells, on every transport.
    static ObjectNode ping(ObjectNode json, Frame.Ping ping) {
        json.put("head", ping.head());
        return ping.unacknowledged() == null ? json : json.put("unacknowledged", ping.unacknowledged());
    }

    private static void state(ObjectNode json, Frame.State what) {
        var changes = json.put("type", "state")
                .put("unacknowledged", what.unacknowledged())
                .putArray("changes");
        for (var change : what.changes()) {
            changes.addObject()
                    .put("eventId", change.eventId().toString())
                    .put("acknowledgedAt", change.acknowledgedAt().toString());
        }
    }

    /// By hand: the envelope goes in byte for byte.
    static String replayed(String epoch, StoredEvent event) {
        return event(epoch, event, "true");
    }

    /// @param unacknowledged with this one
    static String live(String epoch, StoredEvent event, long unacknowledged) {
        return event(epoch, event, "false,\"unacknowledged\":" + unacknowledged);
    }

    private static String event(String epoch, StoredEvent event, String replay) {
        var seq = event.seq();
        return "{\"type\":\"event\",\"cursor\":\"" + epoch + ":" + seq + "\",\"seq\":" + seq + ",\"replay\":" + replay
                + ",\"event\":" + event.envelope() + "}";
    }
}
