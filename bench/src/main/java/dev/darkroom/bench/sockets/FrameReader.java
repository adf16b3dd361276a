package dev.darkroom.bench.sockets;

import dev.darkroom.bench.sockets.Frame.Ended;
import dev.darkroom.bench.sockets.Frame.Other;
import dev.darkroom.bench.sockets.Frame.Ping;
import dev.darkroom.bench.sockets.Frame.Welcome;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// Reads a frame in one pass and skips what nobody asks for: thousands come in a second while a queue drains.
final class FrameReader {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String COMPLETED = "dev.darkroom.generation.completed.v1";
    private static final String FAILED = "dev.darkroom.generation.failed.v1";

    private FrameReader() {}

    static Frame read(String text) {
        var fields = new HashMap<String, String>();
        try (var parser = MAPPER.createParser(text)) {
            parser.nextToken();
            collect(parser, "", fields);
        }
        var type = fields.getOrDefault("type", "");
        return switch (type) {
            case "welcome" -> new Welcome(fields.getOrDefault("cursor", ""));
            case "ping" -> new Ping(Long.parseLong(fields.getOrDefault("head", "0")));
            case "event" -> event(fields);
            default -> new Other(type);
        };
    }

    private static Frame event(Map<String, String> fields) {
        var subject = fields.getOrDefault("event.subject", "");
        return switch (fields.getOrDefault("event.type", "")) {
            case COMPLETED -> new Ended(subject, true);
            case FAILED -> new Ended(subject, false);
            default -> new Other("event");
        };
    }

    /// The plain fields of the frame and of its event, the latter named `event.…`.
    private static void collect(JsonParser parser, String prefix, Map<String, String> into) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = prefix + parser.currentName();
            var value = parser.nextToken();
            if (value.isScalarValue()) {
                into.put(name, parser.getValueAsString(""));
            } else if (name.equals("event") && value == JsonToken.START_OBJECT) {
                collect(parser, "event.", into);
            } else {
                parser.skipChildren();
            }
        }
    }
}
