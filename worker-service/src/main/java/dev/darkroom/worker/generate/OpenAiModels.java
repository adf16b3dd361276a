package dev.darkroom.worker.generate;

import dev.darkroom.worker.settings.AiSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// `GET {base}/v1/models`: the question that every such server answers for nothing.
final class OpenAiModels {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http;
    private final HttpRequest question;

    OpenAiModels(AiSettings settings, HttpClient http) {
        this.http = http;
        var request = HttpRequest.newBuilder(URI.create(settings.baseUrl() + "/v1/models"))
                .timeout(PATIENCE);
        settings.bearer().ifPresent(key -> request.header("Authorization", "Bearer " + key.value()));
        this.question = request.build();
    }

    /// @param refused whether it refused us before: then a refusal is no answer
    /// @return whether asking for pictures is worth a try
    boolean answer(boolean refused) {
        try {
            var response = http.send(question, BodyHandlers.ofInputStream());
            // the request's timeout ends with the headers, and a body that never ends is nobody's answer
            response.body().close();
            var status = response.statusCode();
            // a server without this route is there all the same
            return status < 500 && !(refused && (status == 401 || status == 403));
        } catch (IOException nobody) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
