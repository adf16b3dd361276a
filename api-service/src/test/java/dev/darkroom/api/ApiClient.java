package dev.darkroom.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks to the API as a front end does.
final class ApiClient {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PASSWORD = "correct horse battery staple";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;

    ApiClient(int port) {
        this.base = "http://localhost:" + port;
    }

    Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    Answer post(String path, String body, String... headers) {
        return send(request(path, headers)
                .setHeader("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer send(String method, String path, String body, String... headers) {
        return send(request(path, headers).method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /// Registers somebody new and signs in.
    Owner newOwner() {
        var email = "owner-" + UUID.randomUUID() + "@example.org";
        var credentials = "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}";
        var account = post("/api/account", credentials);
        return new Owner(
                UUID.fromString(account.text("accountId")),
                post("/api/token", credentials).text("accessToken"));
    }

    /// Signs in somebody who has an account.
    Owner signIn(String email, String password) {
        var token = post("/api/token", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}")
                .text("accessToken");
        var id = get("/api/account/me", "Authorization", "Bearer " + token).text("accountId");
        return new Owner(UUID.fromString(id), token);
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /// Somebody signed in.
    final class Owner {

        private final UUID id;
        private final String token;

        Owner(UUID id, String token) {
            this.id = id;
            this.token = token;
        }

        UUID id() {
            return id;
        }

        Answer get(String path, String... headers) {
            return ApiClient.this.get(
                    path,
                    Stream.concat(Stream.of("Authorization", "Bearer " + token), Arrays.stream(headers))
                            .toArray(String[]::new));
        }

        Answer delete(String path) {
            return ApiClient.this.send("DELETE", path, "", "Authorization", "Bearer " + token);
        }

        Answer post(String path, String body) {
            return ApiClient.this.post(path, body, "Authorization", "Bearer " + token);
        }

        Answer patch(String path, String body) {
            return ApiClient.this.send(
                    "PATCH", path, body, "Authorization", "Bearer " + token, "Content-Type", "application/json");
        }

        Answer post(String path, String body, String header, String value) {
            return ApiClient.this.post(path, body, "Authorization", "Bearer " + token, header, value);
        }
    }

    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String text(String field) {
            var value = json().get(field);
            if (value == null) {
                throw new AssertionError("no " + field + " in " + status() + " " + body());
            }
            return value.asString();
        }

        @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }
}
