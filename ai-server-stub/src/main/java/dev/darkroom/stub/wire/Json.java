package dev.darkroom.stub.wire;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads and writes JSON, in one dialect for every desk.
public final class Json {

    public static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /// Reads a body.
    ///
    /// @throws Refusal where the body is not one JSON object
    public static JsonNode object(byte[] body) {
        try {
            var node = MAPPER.readTree(body);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException broken) {
            throw Refusal.of("We could not parse the JSON body of your request.", null, null);
        }
        throw Refusal.of("The body of your request must be a JSON object.", null, null);
    }
}
