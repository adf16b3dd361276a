package dev.darkroom.stub.door;

import dev.darkroom.stub.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/// Calls the stub as a service would: HTTP/1.1, connections kept.
final class Caller implements AutoCloseable {

    static final String IMAGES = "/v1/images/generations";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    Caller(StubServer stub) {
        this.base = "http://127.0.0.1:" + stub.address().getPort();
    }

    /// @param headers names and values in turn
    HttpResponse<byte[]> call(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(method, path, body, headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    CompletableFuture<HttpResponse<byte[]>> later(String method, String path, String body, String... headers) {
        return client.sendAsync(request(method, path, body, headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<InputStream> stream(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(method, path, body, headers), HttpResponse.BodyHandlers.ofInputStream());
    }

    HttpResponse<byte[]> paint(String body, String... headers) throws IOException, InterruptedException {
        return call("POST", IMAGES, body, headers);
    }

    static JsonNode json(HttpResponse<byte[]> answer) {
        return Json.object(answer.body());
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        var address = URI.create(path.startsWith("http") ? path : base + path);
        var request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return headers.length == 0 ? request.build() : request.headers(headers).build();
    }

    @Override
    public void close() {
        client.close();
    }
}
