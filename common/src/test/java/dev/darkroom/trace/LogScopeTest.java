package dev.darkroom.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.TraceContext;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogScopeTest {

    @AfterEach
    void nothing() {
        MDC.clear();
    }

    @Test
    void a_scope_inside_another_gives_the_lines_back_as_they_were() {
        var request = TraceContext.fresh();
        MDC.put("traceId", request.traceId());
        var generation = UUID.randomUUID();
        var trace = TraceContext.of(generation);

        try (var _ = LogScope.of(generation, trace)) {
            assertThat(MDC.get("generationId")).isEqualTo(generation.toString());
            assertThat(MDC.get("traceId")).isEqualTo(trace.traceId());
            try (var _ = LogScope.of(UUID.randomUUID(), null)) {
                assertThat(MDC.get("traceId")).isEqualTo(trace.traceId());
            }
            assertThat(MDC.get("generationId")).isEqualTo(generation.toString());
        }

        assertThat(MDC.get("generationId")).isNull();
        assertThat(MDC.get("traceId")).isEqualTo(request.traceId());
    }
}
