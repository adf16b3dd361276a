package dev.darkroom.trace;

import dev.darkroom.contract.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/// A step that is recorded as an OpenTelemetry span.
///
/// @param context of the span itself
record Recorded(Span span, TraceContext context) implements Step {

    static Recorded of(Span span) {
        return new Recorded(span, read(span.getSpanContext()));
    }

    static TraceContext read(SpanContext context) {
        return new TraceContext(
                "00-" + context.getTraceId() + "-" + context.getSpanId() + "-" + (context.isSampled() ? "01" : "00"));
    }

    static SpanContext remote(TraceContext context) {
        return SpanContext.createFromRemoteParent(
                context.traceId(),
                context.spanId(),
                context.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    @Override
    public Step named(String name) {
        span.updateName(name);
        return this;
    }

    @Override
    public Step with(String key, @Nullable String value) {
        if (value != null) {
            span.setAttribute(key, value);
        }
        return this;
    }

    @Override
    public Step with(String key, long value) {
        span.setAttribute(key, value);
        return this;
    }

    @Override
    public Step after(@Nullable TraceContext other) {
        if (other != null && !other.spanId().equals(context.spanId())) {
            span.addLink(remote(other));
        }
        return this;
    }

    @Override
    public Step failed(String why) {
        span.setStatus(StatusCode.ERROR, why);
        span.setAttribute("error.type", why);
        return this;
    }

    @Override
    public void close() {
        span.end();
    }
}
