package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ops.OpsFiles;
import dev.darkroom.testkit.Programs;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A real Prometheus with the jobs and rules of `ops`, which looks at the services of these ports every second.
final class Prometheus implements AutoCloseable {

    private final Process process;
    private final Http http;

    private Prometheus(Process process, Http http) {
        this.process = process;
        this.http = http;
    }

    /// @param folder empty, for its configuration and its data
    /// @param jobs the management ports of each job of `prometheus.yml`
    static Prometheus watch(Path folder, Map<String, List<Integer>> jobs) throws IOException {
        var config = folder.resolve("prometheus.yml");
        // whoever reads YAML reads JSON
        Files.writeString(config, config(jobs).toString());
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var said = folder.resolve("prometheus.log");
        var process = new ProcessBuilder(
                        Programs.find("prometheus").toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        var prometheus = new Prometheus(process, new Http(URI.create("http://127.0.0.1:" + port), null));
        try {
            within(
                    Duration.ofSeconds(20),
                    () -> assertThat(prometheus.isReady()).isTrue());
        } catch (RuntimeException | Error failed) {
            prometheus.close();
            throw new IllegalStateException(Files.readString(said), failed);
        }
        return prometheus;
    }

    private boolean isReady() {
        try {
            return http.get("/-/ready").status() == 200;
        } catch (Http.NoAnswer _) {
            return false;
        }
    }

    private static JsonNode config(Map<String, List<Integer>> jobs) {
        var config = (ObjectNode) OpsFiles.yaml(OpsFiles.path("prometheus/prometheus.yml"));
        config.remove("alerting");
        var global = (ObjectNode) config.path("global");
        global.put("scrape_interval", "2s").put("scrape_timeout", "2s").put("evaluation_interval", "2s");
        config.putArray("rule_files").add(OpsFiles.path("prometheus/rules") + "/*.yml");
        assertThat(config.path("scrape_configs")
                        .valueStream()
                        .map(job -> job.path("job_name").asString()))
                .containsExactlyInAnyOrderElementsOf(jobs.keySet());
        for (var one : config.path("scrape_configs")) {
            var job = (ObjectNode) one;
            job.remove("dns_sd_configs");
            var targets = job.putArray("static_configs").addObject().putArray("targets");
            jobs.getOrDefault(job.path("job_name").asString(), List.of())
                    .forEach(port -> targets.add("127.0.0.1:" + port));
        }
        return config;
    }

    URI address() {
        return http.base();
    }

    /// What a query finds now: one element for each series.
    List<JsonNode> ask(String query) {
        return http.get("/api/v1/query?query=" + encode(query, UTF_8))
                .expect(200)
                .json()
                .path("data")
                .path("result")
                .valueStream()
                .toList();
    }

    /// The values that a query finds now, those that are not known left out.
    List<Double> values(String query) {
        return ask(query).stream()
                .map(series -> Double.parseDouble(series.path("value").path(1).asString()))
                .filter(value -> !value.isNaN())
                .toList();
    }

    /// Every rule as Prometheus sees it.
    List<JsonNode> rules() {
        return http.get("/api/v1/rules")
                .expect(200)
                .json()
                .path("data")
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
