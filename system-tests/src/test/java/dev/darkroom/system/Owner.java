package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Someone with an account, who asks for pictures and looks at nothing but what the services answer.
final class Owner {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Http api;
    private final Http notifier;
    private final Map<String, Integer> versionsSeen = new ConcurrentHashMap<>();

    private Owner(Http api, Http notifier) {
        this.api = api;
        this.notifier = notifier;
    }

    /// Opens an account and signs in.
    static Owner register(Http api, Http notifier, String email, String password) {
        api.post("/api/account", credentials(email, password)).expect(201);
        return signIn(api, notifier, email, password);
    }

    static Owner signIn(Http api, Http notifier, String email, String password) {
        var token = api.post("/api/token", credentials(email, password))
                .expect(200)
                .json()
                .path("accessToken")
                .asString();
        return new Owner(api.as(token), notifier.as(token));
    }

    private static String credentials(String email, String password) {
        return """
                {"email":"%s","password":"%s"}""".formatted(email, password);
    }

    /// The same owner at another instance of api-service.
    Owner at(Http other) {
        return new Owner(other.as(api.bearer()), notifier);
    }

    /// The owner's own line to api-service, for whatever has no verb here.
    Http api() {
        return api;
    }

    Http notifier() {
        return notifier;
    }

    /// Asks for a picture as small as may be: these tests are not about painting.
    Answer ask(String prompt) {
        return api.post("/api/generation", body(prompt));
    }

    /// Asks under a key, so that the same request can be repeated.
    Answer ask(String prompt, String key) {
        return Http.send(api.request("/api/generation")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(ofString(body(prompt))));
    }

    private static String body(String prompt) {
        return """
                {"prompt":"%s","width":64,"height":64}""".formatted(prompt);
    }

    /// Asks, and is promised a picture.
    Generation order(String prompt) {
        var answer = ask(prompt).expect(202);
        var generation = new Generation(answer.json());
        assertThat(answer.header("Location")).endsWith("/api/generation/" + generation.id());
        return generation;
    }

    /// Asks for many at once.
    List<Generation> order(int many, String prompt) {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            return IntStream.rangeClosed(1, many)
                    .mapToObj(n -> CompletableFuture.supplyAsync(() -> order(prompt + " " + n), clients))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }
    }

    /// Reads one, and remembers its version: what was seen once may not be taken back.
    Generation read(String generationId) {
        var generation = new Generation(
                api.get("/api/generation/" + generationId).expect(200).json());
        var before = versionsSeen.put(generationId, generation.version());
        assertThat(generation.version()).as("version, monotonic").isGreaterThanOrEqualTo(before == null ? 1 : before);
        return generation;
    }

    Generation awaitComplete(String generationId) {
        within(PATIENCE, () -> assertThat(read(generationId).status()).isNotEqualTo("PENDING"));
        var generation = read(generationId);
        assertThat(generation.status()).as("status of %s", generation.json()).isEqualTo("COMPLETE");
        return generation;
    }

    void awaitComplete(Collection<Generation> generations) {
        generations.forEach(generation -> awaitComplete(generation.id()));
    }

    /// In the order they were made.
    List<JsonNode> attempts(Generation generation) {
        return api.get("/api/generation/%s/attempts".formatted(generation.id()))
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .sorted(Comparator.comparingInt(
                        attempt -> attempt.path("number").asInt()))
                .toList();
    }

    /// All that the list has, page by page.
    List<Generation> list() {
        return list("");
    }

    /// @param filter further parameters, each with its `&`
    List<Generation> list(String filter) {
        var all = new ArrayList<Generation>();
        for (var cursor = ""; ; ) {
            var page = api.get("/api/generation?limit=100" + filter + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .expect(200)
                    .json();
            page.path("items").forEach(item -> all.add(new Generation(item)));
            cursor = page.path("nextCursor").asString("");
            if (cursor.isEmpty()) {
                return all;
            }
        }
    }

    /// A socket that begins with whatever nobody has acknowledged.
    Socket listen() {
        return listen(null);
    }

    /// A socket that begins after the cursor.
    Socket listen(@Nullable String after) {
        return Socket.open(notifier, after);
    }
}
