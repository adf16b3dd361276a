package dev.darkroom.trace;

import dev.darkroom.contract.TraceContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// Puts a generation's id and its trace's on every line that this thread logs until it is closed; then the line's
/// fields are again what they were. A line inside must not carry them as key-values too: a field can be there once.
public final class LogScope implements AutoCloseable {

    public static final String GENERATION = "generationId";

    public static final String TRACE = "traceId";

    private final @Nullable String outerGeneration;
    private final @Nullable String outerTrace;

    private LogScope(@Nullable String outerGeneration, @Nullable String outerTrace) {
        this.outerGeneration = outerGeneration;
        this.outerTrace = outerTrace;
    }

    /// @param trace null leaves that field as it is
    public static LogScope of(UUID generationId, @Nullable TraceContext trace) {
        var outer = new LogScope(MDC.get(GENERATION), MDC.get(TRACE));
        MDC.put(GENERATION, generationId.toString());
        if (trace != null) {
            MDC.put(TRACE, trace.traceId());
        }
        return outer;
    }

    @Override
    public void close() {
        restore(GENERATION, outerGeneration);
        restore(TRACE, outerTrace);
    }

    private static void restore(String field, @Nullable String outer) {
        if (outer == null) {
            MDC.remove(field);
        } else {
            MDC.put(field, outer);
        }
    }
}
