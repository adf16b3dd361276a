package dev.darkroom.worker.attempt;

import java.util.UUID;
import org.slf4j.MDC;

/// Puts the generation's id on every line that this thread logs until it is closed.
final class LogScope implements AutoCloseable {

    private static final String KEY = "generationId";

    private LogScope() {}

    static LogScope of(UUID generationId) {
        MDC.put(KEY, generationId.toString());
        return new LogScope();
    }

    @Override
    public void close() {
        MDC.remove(KEY);
    }
}
