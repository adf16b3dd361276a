package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.ClientFrame;
import dev.darkroom.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads what clients send.
final class ClientFrames {

    private static final int LONGEST_ID = 64;

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
            case "ack" -> new ClientFrame.Ack(id);
            case "auth" -> {
                var ticket = text(json, "ticket");
                yield ticket == null
                        ? new ClientFrame.Unreadable(id, "auth needs a ticket")
                        : new ClientFrame.Auth(id, ticket);
            }
            default -> new ClientFrame.Unreadable(id, "the types are ack, pong and auth");
        };
    }

    private static @Nullable String text(JsonNode json, String field) {
        var value = json.get(field);
        return value != null && value.isString() ? value.stringValue() : null;
    }
}
