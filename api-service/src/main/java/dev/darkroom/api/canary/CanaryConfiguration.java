package dev.darkroom.api.canary;

import dev.darkroom.api.token.OwnTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.function.LongSupplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CanarySettings.class)
class CanaryConfiguration {

    @Bean(destroyMethod = "close")
    Client canaryClient(CanarySettings settings, Environment environment) {
        return new Client(() -> URI.create(
                settings.url().isBlank()
                        ? "http://localhost:" + environment.getRequiredProperty("local.server.port")
                        : settings.url()));
    }

    @Bean
    CanaryRunner canaryRunner(
            Client canaryClient,
            OwnTokens tokens,
            JdbcTemplate jdbc,
            CanarySettings settings,
            CanaryMeters canaryMeters,
            Clock clock,
            LongSupplier nanos) {
        var canary = new Canary(canaryClient, tokens, settings.patience(), nanos);
        return new CanaryRunner(canary, new Perch(jdbc), canaryMeters, clock, settings.every());
    }

    @Bean
    CanaryMeters canaryMeters(MeterRegistry meters, Clock clock) {
        return new CanaryMeters(meters, clock);
    }
}
