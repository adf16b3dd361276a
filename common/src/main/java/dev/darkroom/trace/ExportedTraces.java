package dev.darkroom.trace;

import dev.darkroom.contract.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Sends steps to a collector by OTLP over HTTP, in batches, from a thread of its own. What finds the queue full, as
/// while the collector is away, is dropped: nothing waits for a trace.
final class ExportedTraces implements Traces, AutoCloseable {

    /// How long what is still queued may take when the service stops.
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final int MOST_QUEUED = 8_192;
    private static final int BATCH = 1_024;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /// @param service name of this service
    /// @param instance tells processes of the same service apart
    ExportedTraces(TraceSettings settings, String service, String instance) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint())
                .setTimeout(settings.timeout())
                .setConnectTimeout(settings.timeout());
        if (!settings.authorization().isBlank()) {
            exporter.addHeader("Authorization", settings.authorization());
        }
        this.provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().toBuilder()
                        .put(AttributeKey.stringKey("service.name"), service)
                        .put(AttributeKey.stringKey("service.namespace"), "darkroom")
                        .put(AttributeKey.stringKey("service.instance.id"), instance)
                        .build())
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.share())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build())
                        .setMaxQueueSize(MOST_QUEUED)
                        .setMaxExportBatchSize(BATCH)
                        .setScheduleDelay(settings.every())
                        .setExporterTimeout(settings.timeout())
                        .build())
                .build();
        this.tracer = provider.get("dev.darkroom");
    }

    @Override
    public Step begin(String name, Kind kind, @Nullable TraceContext parent) {
        if (parent != null && !parent.sampled()) {
            return new Silent(parent);
        }
        var span = tracer.spanBuilder(name)
                .setSpanKind(SpanKind.valueOf(kind.name()))
                .setParent(parent == null ? Context.root() : Context.root().with(Span.wrap(Recorded.remote(parent))))
                .startSpan();
        return span.isRecording() ? Recorded.of(span) : new Silent(Recorded.read(span.getSpanContext()));
    }

    @Override
    public boolean on() {
        return true;
    }

    @Override
    public boolean record(@Nullable TraceContext context) {
        return context != null && context.sampled();
    }

    @Override
    public void close() {
        var _ = provider.shutdown().join(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
