package dev.darkroom.generation;

import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.contract.Topics;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.wire.WireJson;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks the workers for an attempt.
public final class WorkRecords {

    private WorkRecords() {}

    /// @param at the step that asks, in the generation's trace
    public static OutboxMessage now(GenerationRequested work, TraceContext at) {
        return of(work, Topics.REQUESTED, Duration.ZERO, headers(at, null));
    }

    /// The first attempt of a new run.
    ///
    /// @param at in the generation's trace
    /// @param cause the step that asked for the run, in a trace of its own
    public static OutboxMessage anew(GenerationRequested work, TraceContext at, TraceContext cause) {
        return of(work, Topics.REQUESTED, Duration.ZERO, headers(at, cause));
    }

    /// @param delay until the attempt is due
    /// @param at as of [#now]
    /// @param cause as of [#anew], where there was one
    public static OutboxMessage retry(
            GenerationRequested work, Duration delay, TraceContext at, @Nullable TraceContext cause) {
        return of(work, Topics.RETRY, delay, headers(at, cause));
    }

    /// A cause that nobody records leads nowhere and is left out.
    private static Map<String, String> headers(TraceContext at, @Nullable TraceContext cause) {
        var headers = new HashMap<String, String>();
        headers.put(GenerationRequested.VERSION_HEADER, GenerationRequested.VERSION);
        headers.put(TraceContext.HEADER, at.traceparent());
        if (cause != null && cause.sampled()) {
            headers.put(TraceContext.CAUSE_HEADER, cause.traceparent());
        }
        return headers;
    }

    private static OutboxMessage of(
            GenerationRequested work, String topic, Duration delay, Map<String, String> headers) {
        return OutboxMessage.later(
                work.generationId(),
                topic,
                work.generationId().toString(),
                headers,
                WireJson.mapper().writeValueAsString(work),
                delay);
    }
}
