package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.ClientFrame;
import dev.darkroom.wire.WireJson;
import java.util.ArrayList;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads what clients send.
final class ClientFrames {

    private static final int LONGEST_ID = 64;

    /// `UUID.fromString` alone would take `1-1-1-1-1`.
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private ClientFrames() {}

    static ClientFrame read(String message) {
        JsonNode json;
        try {
            json = WireJson.mapper().readTree(message);
        } catch (JacksonException broken) {
            return new ClientFrame.Unreadable(null, "this is no JSON");
        }
        if (!json.isObject()) {
            return new ClientFrame.Unreadable(null, "a message is a JSON object");
        }
        var id = text(json, "id");
        if (id != null && id.length() > LONGEST_ID) {
            return new ClientFrame.Unreadable(null, "an id has at most " + LONGEST_ID + " characters");
        }
        var type = text(json, "type");
        return switch (type == null ? "" : type) {
            case "pong" -> new ClientFrame.Pong();
            case "ack" -> acknowledgement(id, json);
            case "auth" -> {
                var ticket = text(json, "ticket");
                yield ticket == null
                        ? new ClientFrame.Unreadable(id, "auth needs a ticket")
                        : new ClientFrame.Auth(id, ticket);
            }
            default -> new ClientFrame.Unreadable(id, "the types are ack, pong and auth");
        };
    }

    private static ClientFrame acknowledgement(@Nullable String id, JsonNode json) {
        var through = json.get("through");
        var eventIds = json.get("eventIds");
        if ((through == null) == (eventIds == null)) {
            return new ClientFrame.Unreadable(id, "ack needs eventIds or through, one of both");
        }
        if (through != null) {
            return through.canConvertToLong() && through.isIntegralNumber() && through.longValue() >= 1
                    ? new ClientFrame.AckThrough(id, through.longValue())
                    : new ClientFrame.Unreadable(id, "through is the number of an event, from 1");
        }
        var ids = new ArrayList<UUID>();
        for (var each : eventIds) {
            if (!each.isString() || !UUID_TEXT.matcher(each.stringValue()).matches()) {
                return new ClientFrame.Unreadable(id, "eventIds are UUIDs");
            }
            ids.add(UUID.fromString(each.stringValue()));
        }
        return eventIds.isArray() && !ids.isEmpty()
                ? new ClientFrame.AckEvents(id, ids)
                : new ClientFrame.Unreadable(id, "eventIds is a list of at least one UUID");
    }

    private static @Nullable String text(JsonNode json, String field) {
        var value = json.get(field);
        return value != null && value.isString() ? value.stringValue() : null;
    }
}
