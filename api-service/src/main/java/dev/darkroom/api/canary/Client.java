package dev.darkroom.api.canary;

import dev.darkroom.wire.WireJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Speaks to the public API over HTTP, as everyone does.
final class Client implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Supplier<URI> base;

    /// @param base asked for each time, since a port is known only when the server runs
    Client(Supplier<URI> base) {
        this.base = base;
    }

    /// The API answered, but not as it should.
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(String what) {
            super(what);
        }
    }

    /// Asks for a picture, as small as may be: it is the path that is looked at. Whoever asks under the same key gets
    /// the same generation.
    JsonNode order(String token, String key) throws IOException, InterruptedException, Refused {
        var order = """
                {"prompt":"a canary, small and yellow","width":64,"height":64,"clientReference":"%s"}""".formatted(key);
        return json(send(request(token, "/api/generation")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(order))));
    }

    JsonNode read(String token, String generationId) throws IOException, InterruptedException, Refused {
        return json(send(request(token, "/api/generation/" + generationId).GET()));
    }

    void cancel(String token, String generationId) throws IOException, InterruptedException, Refused {
        send(request(token, "/api/generation/" + generationId + "/cancel").POST(BodyPublishers.noBody()));
    }

    int bytesOf(String token, String imageId) throws IOException, InterruptedException, Refused {
        return send(request(token, "/api/image/" + imageId).GET()).body().length;
    }

    private HttpRequest.Builder request(String token, String path) {
        return HttpRequest.newBuilder(base.get().resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException, Refused {
        var answer = http.send(request.build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() / 100 != 2) {
            throw new Refused(answer.request().method() + " was answered with " + answer.statusCode());
        }
        return answer;
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws Refused {
        try {
            return WireJson.mapper().readTree(answer.body());
        } catch (JacksonException other) {
            throw new Refused("the answer is no JSON");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
