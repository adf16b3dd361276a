package dev.darkroom.worker.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

class WorkerSettingsTest {

    private final ApplicationContextRunner start = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withUserConfiguration(Bound.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(WorkerSettings.class)
    static class Bound {}

    @Test
    void what_ships_is_what_is_documented() {
        start.run(context -> assertThat(context.getBean(WorkerSettings.class))
                .isEqualTo(new WorkerSettings(
                        64,
                        Duration.ofSeconds(20),
                        new AiSettings(
                                "openai",
                                URI.create("http://127.0.0.1:8090"),
                                new Secret(""),
                                "",
                                true,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(120),
                                DataSize.ofMegabytes(64),
                                10_000,
                                new BreakerSettings(20, 10, 80, 10, 3, Duration.ofSeconds(5), Duration.ofSeconds(60))),
                        new ImageSettings(Path.of("images"), DataSize.ofMegabytes(32), 64, 4096),
                        new RetrySettings(Duration.ofSeconds(1), 2, Duration.ofSeconds(60)),
                        new LeaseSettings(Duration.ofSeconds(2), Duration.ofSeconds(10)),
                        new SweepSettings(
                                Duration.ofSeconds(5), 500, Duration.ofSeconds(120), Duration.ofMinutes(15)))));
    }

    @Test
    void operators_set_them_by_environment() {
        start.withPropertyValues("DARKROOM_WORKER_MAX_IN_FLIGHT=1000", "DARKROOM_AI_API_KEY=sk-1")
                .run(context -> {
                    var settings = context.getBean(WorkerSettings.class);
                    assertThat(settings.maxInFlight()).isEqualTo(1000);
                    assertThat(settings.poll()).isEqualTo(50);
                    assertThat(settings.ai().bearer()).hasValue(new Secret("sk-1"));
                    assertThat(settings.toString()).doesNotContain("sk-1");
                });
    }

    @Test
    void a_small_worker_still_polls() {
        start.withPropertyValues("darkroom.worker.max-in-flight=1")
                .run(context ->
                        assertThat(context.getBean(WorkerSettings.class).poll()).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-in-flight=0",
                "stop-patience=-1s",
                "ai.base-url=ftp://x",
                "ai.base-url=http://x/",
                "ai.timeout=0s",
                "ai.max-body=0B",
                "ai.max-calls=0",
                "ai.breaker.minimum=30",
                "ai.breaker.failure-share=0",
                "ai.breaker.first-wait=2m",
                "retry.first-delay=0s",
                "retry.multiplier=0.5",
                "retry.longest-delay=10ms",
                "images.dir=",
                "images.min-side=0",
                "images.max-side=63",
                "lease.lasts=5s",
                "lease.beat-every=0s",
                "sweep.batch=0",
                "sweep.longest-wait=1s"
            })
    void a_value_that_makes_no_sense_stops_the_start(String setting) {
        start.withPropertyValues("darkroom.worker." + setting)
                .run(context -> assertThat(context).hasFailed());
    }
}
