package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.wire.WireJson;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// An owner who uses `/api/webhook`.
final class Owner {

    final UUID id = UUID.randomUUID();
    private final RunningNotifier notifier;
    private final String token;

    Owner(RunningNotifier notifier, SigningKeys keys) {
        this.notifier = notifier;
        this.token = keys.token(id);
    }

    HttpResponse<String> ask(String method, String path, String body) {
        try {
            return Client.HTTP.send(
                    HttpRequest.newBuilder(notifier.http(path))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    JsonNode get(String path) {
        return WireJson.mapper().readTree(ask("GET", path, "").body());
    }

    Hook hook(String url) {
        return order("{\"url\":\"" + url + "\"}");
    }

    Hook order(String order) {
        var answer = ask("POST", "/api/webhook", order);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        var made = WireJson.mapper().readTree(answer.body());
        var path = answer.headers().firstValue("Location").orElseThrow();
        assertThat(path).endsWith(made.get("webhookId").stringValue());
        return new Hook(
                UUID.fromString(made.get("webhookId").stringValue()),
                path,
                made.get("secret").stringValue());
    }

    /// @param secret as shown once
    record Hook(UUID id, String path, String secret) {}

    JsonNode patch(Hook hook, String change) {
        var answer = ask("PATCH", hook.path(), change);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return WireJson.mapper().readTree(answer.body());
    }

    JsonNode deliveries(Hook hook) {
        return get(hook.path() + "/deliveries").get("items");
    }

    /// The newest delivery, once it is in that state.
    JsonNode awaitDelivery(Hook hook, String state) {
        var found = new JsonNode[1];
        eventually(() -> {
            assertThat(deliveries(hook)).isNotEmpty();
            found[0] = deliveries(hook).get(0);
            assertThat(found[0].get("state").stringValue()).isEqualTo(state);
        });
        return found[0];
    }
}
