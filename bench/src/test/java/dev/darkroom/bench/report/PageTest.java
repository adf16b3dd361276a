package dev.darkroom.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PageTest {

    private static final Page PAGE = new Page(
            "accept",
            Instant.parse("2026-01-01T12:00:00Z"),
            new Machine(2, 8192, "a processor", "a kernel", "a machine", 1.5),
            parameters(),
            Report.with("acceptedPerSecond", 9123.4)
                    .and("latencyMillis", Map.of("p50", 6.125))
                    .and("accepted", 91_234)
                    .and("otherAnswers", Map.of())
                    .flawedIf(false)
                    .figures());

    @Test
    void a_person_reads_words_and_rounded_figures_within_eighty_columns() {
        assertThat(PAGE.text().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
                .contains(
                        "accept  connections 64  body {\"prompt\":\"a red fox in the snow\"}",
                        "api http://localhost:8080",
                        "2 cores, 8,192 MiB, a processor, load 1.5",
                        "  accepted per second           9,123",
                        "  latency millis                p50 6.13",
                        "  accepted                      91,234",
                        "  other answers                 none");
    }

    @Test
    void a_program_reads_everything_unrounded() {
        var page = new JsonMapper().readTree(PAGE.json());

        assertThat(page.path("run").asString()).isEqualTo("accept");
        assertThat(page.path("at").asString()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(page.path("machine").path("cores").asInt()).isEqualTo(2);
        assertThat(page.path("parameters").path("connections").asInt()).isEqualTo(64);
        assertThat(page.path("figures").path("acceptedPerSecond").asDouble()).isEqualTo(9123.4);
        assertThat(page.path("figures").path("latencyMillis").path("p50").asDouble())
                .isEqualTo(6.125);
    }

    @Test
    void this_process_has_memory_and_this_machine_cores() {
        var pid = ProcessHandle.current().pid();
        var figures = new Processes("bench=" + pid).addedTo(Map.of());

        assertThat(figures).containsOnlyKeys("memoryMebibytes", "peakMemoryMebibytes", "cpuSeconds");
        assertThat(Machine.here().cores()).isPositive();
    }

    private static Map<String, Object> parameters() {
        var parameters = new LinkedHashMap<String, Object>();
        parameters.put("connections", 64);
        parameters.put("body", "{\"prompt\":\"a red fox in the snow\"}");
        parameters.put("api", "http://localhost:8080");
        return parameters;
    }
}
