package dev.darkroom.cli;

import dev.darkroom.cli.Access.Account;
import dev.darkroom.cli.Access.Bearer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The public API, as this command needs it. An access token that has run out is replaced once.
final class Api {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Access access;
    private @Nullable String token;

    Api(Access access) {
        this.access = access;
    }

    JsonNode get(String path) {
        return asCaller("GET", path, null);
    }

    JsonNode get(String path, Map<String, String> query) {
        var text = query.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return get(text.isEmpty() ? path : path + "?" + text);
    }

    /// @throws Refused with the problem's own words
    JsonNode post(String path, Map<String, ?> body) {
        return asCaller("POST", path, body);
    }

    private JsonNode asCaller(String method, String path, @Nullable Map<String, ?> body) {
        try {
            return send(method, path, body, bearer());
        } catch (Refused refused) {
            if (!refused.unauthenticated() || access.credential() instanceof Bearer) {
                throw refused;
            }
            token = null;
            return send(method, path, body, bearer());
        }
    }

    private String bearer() {
        return switch (access.credential()) {
            case Bearer(String text) -> text;
            case Account(String email, String password) -> {
                var known = token;
                if (known == null) {
                    known = send("POST", "/api/token", Map.of("email", email, "password", password), null)
                            .path("accessToken")
                            .asString("");
                    token = known;
                }
                yield known;
            }
        };
    }

    private JsonNode send(String method, String path, @Nullable Map<String, ?> body, @Nullable String bearer) {
        var request = HttpRequest.newBuilder(access.api().resolve(access.api().getPath() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "application/json, application/problem+json");
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        }
        try {
            if (bearer != null) {
                request.header("Authorization", "Bearer " + bearer);
            }
            var answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 == 2) {
                return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
            }
            throw new Refused(answer.statusCode(), said(answer.statusCode(), answer.body()));
        } catch (IOException away) {
            throw new Refused(0, access.api() + " cannot be reached");
        } catch (IllegalArgumentException unfit) {
            throw new Refused(401, "the token has characters that no token has");
        } catch (JacksonException other) {
            throw new Refused(0, access.api() + " does not speak like Darkroom's API");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Refused(0, "interrupted");
        }
    }

    /// A problem's code and words, and the first field that is to blame.
    private static String said(int status, String body) {
        try {
            var problem = JSON.readTree(body);
            var error = problem.path("errors").path(0);
            if (problem.has("code")) {
                return problem.path("code").asString("") + ": "
                        + problem.path("detail").asString("")
                        + (error.isMissingNode()
                                ? ""
                                : " " + error.path("field").asString("") + ": "
                                        + error.path("message").asString(""));
            }
        } catch (JacksonException other) {
            // whoever answered is no Darkroom; the status must do
        }
        return "answered with status " + status;
    }
}
