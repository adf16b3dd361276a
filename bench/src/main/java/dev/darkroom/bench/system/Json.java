package dev.darkroom.bench.system;

import dev.darkroom.bench.arguments.LoopbackAddress;
import dev.darkroom.bench.arguments.Refusal;
import dev.darkroom.bench.http.Connections;
import dev.darkroom.bench.http.Request;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks for JSON now and then: everything outside the measured path.
final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static JsonNode ask(String method, LoopbackAddress to, Map<String, ?> body) throws InterruptedException {
        return ask(method, to, Map.of(), body);
    }

    /// @return the body, which may be missing
    /// @throws Refusal when the server is away or answers anything but 2xx
    static JsonNode ask(String method, LoopbackAddress to, Map<String, String> headers, Map<String, ?> body)
            throws InterruptedException {
        var request = Request.of(method, to, headers, body.isEmpty() ? "" : MAPPER.writeValueAsString(body));
        try (var connections = new Connections(to.socket(), 1)) {
            return connections.exchange(request, answer -> {
                if (answer.status() / 100 != 2) {
                    throw new Refusal("%s %s was answered %d: %s%s"
                            .formatted(method, to, answer.status(), answer.body(), advice(answer.status())));
                }
                return answer.body().isBlank() ? MAPPER.missingNode() : MAPPER.readTree(answer.body());
            });
        } catch (IOException away) {
            throw new Refusal("nobody answers at %s (%s): start the system first".formatted(to, away.getMessage()));
        }
    }

    private static String advice(int status) {
        return status == 429 ? "\nswitch the limits off: darkroom.limits.enabled=false" : "";
    }
}
