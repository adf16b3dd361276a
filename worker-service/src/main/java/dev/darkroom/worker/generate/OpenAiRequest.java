package dev.darkroom.worker.generate;

import dev.darkroom.contract.TraceContext;
import dev.darkroom.worker.job.Brief;
import dev.darkroom.worker.job.Job;
import dev.darkroom.worker.settings.AiSettings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import tools.jackson.databind.json.JsonMapper;

/// A job as `POST {base}/v1/images/generations` wants it. `response_format` is left out: the newer models refuse it,
/// and either form of answer is read.
final class OpenAiRequest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final AiSettings settings;
    private final HttpRequest template;

    OpenAiRequest(AiSettings settings) {
        this.settings = settings;
        var request = HttpRequest.newBuilder(URI.create(settings.baseUrl() + "/v1/images/generations"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json");
        settings.bearer().ifPresent(key -> request.header("Authorization", "Bearer " + key.value()));
        this.template = request.build();
    }

    HttpRequest of(Job job) {
        return HttpRequest.newBuilder(template, (_, _) -> true)
                .header("X-Generation-Id", job.generationId().toString())
                .header("Idempotency-Key", job.generationId() + "-" + job.attempt())
                .header(TraceContext.HEADER, job.trace().traceparent())
                .POST(BodyPublishers.ofByteArray(body(job.brief())))
                .build();
    }

    private byte[] body(Brief brief) {
        var body = JSON.createObjectNode()
                .put("prompt", brief.prompt())
                .put("n", brief.count())
                .put("size", brief.width() + "x" + brief.height());
        var model = brief.model().equals(Brief.DEFAULT_MODEL) ? settings.model() : brief.model();
        if (!model.isBlank()) {
            body.put("model", model);
        }
        if (settings.extensions() && brief.seed() != null) {
            body.put("seed", brief.seed());
        }
        if (settings.extensions() && brief.negativePrompt() != null) {
            body.put("negative_prompt", brief.negativePrompt());
        }
        return JSON.writeValueAsBytes(body);
    }
}
