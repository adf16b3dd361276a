package dev.darkroom.notifier.front;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.darkroom.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What `asyncapi.yaml` says of each message, as schemas that know no mercy. The published ones let unknown fields
/// pass, as readers must; here a field that is not described is a fault, since then either the field or the
/// description is wrong.
public final class FrameSchemas {

    private static final FrameSchemas PUBLISHED = new FrameSchemas();

    private final JsonNode document;
    private final Map<String, Schema> byMessage = new HashMap<>();
    private final Map<String, Schema> carryingAnything = new HashMap<>();

    private FrameSchemas() {
        document = read();
        var strict = document.get("components").deepCopy();
        close(strict);
        var loose = strict.deepCopy();
        ((ObjectNode) loose.get("schemas")).putObject("Generation").put("type", "object");
        for (var message : messages()) {
            byMessage.put(message, schema(strict, message));
            carryingAnything.put(message, schema(loose, message));
        }
    }

    /// What is wrong with a server's frame; empty when nothing is.
    public static List<String> complaints(String frame) {
        try {
            var json = WireJson.mapper().readTree(frame);
            return complaints(json.path("type").asString(), json);
        } catch (JacksonException broken) {
            return List.of("no JSON: " + frame);
        }
    }

    /// What is wrong with a message, by its name in the description.
    ///
    /// The service carries an event's `data` unread, so a test may send any object. One that looks like a whole
    /// generation is held to it.
    public static List<String> complaints(String message, JsonNode payload) {
        var data = payload.at(payload.has("event") ? "/event/data" : "/data");
        var schemas = data.has("links") ? PUBLISHED.byMessage : PUBLISHED.carryingAnything;
        var schema = schemas.get(message);
        if (schema == null) {
            return List.of("asyncapi.yaml knows no message '%s': %s".formatted(message, payload));
        }
        return schema.validate(payload).stream()
                .map(fault -> fault + " in " + payload)
                .toList();
    }

    /// What is wrong with what the event stream says under a name.
    public static List<String> streamComplaints(String name, JsonNode data) {
        var message = PUBLISHED.document.at("/channels/stream/messages/" + name + "/$ref");
        return message.isMissingNode()
                ? List.of("asyncapi.yaml knows no '%s' on the stream: %s".formatted(name, data))
                : complaints(message.stringValue().replaceFirst(".*/", ""), data);
    }

    public static JsonNode document() {
        return PUBLISHED.document;
    }

    private Iterable<String> messages() {
        return document.at("/components/messages").propertyNames();
    }

    private static Schema schema(JsonNode components, String message) {
        var root = WireJson.mapper().createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$ref", "#/components/messages/" + message + "/payload");
        root.set("components", components);
        var formatsCount =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(formatsCount))
                .getSchema(root);
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.get("properties") instanceof ObjectNode
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(FrameSchemas::close);
    }

    private static JsonNode read() {
        try (var yaml = FrameSchemas.class.getResourceAsStream("/asyncapi.yaml")) {
            return WireJson.mapper().valueToTree(new Yaml().load(yaml));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
