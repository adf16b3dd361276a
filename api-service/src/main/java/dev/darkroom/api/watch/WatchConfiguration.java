package dev.darkroom.api.watch;

import dev.darkroom.topics.Brokers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class WatchConfiguration {

    @Bean
    Watch watch(
            JdbcTemplate jdbc,
            Brokers brokers,
            MeterRegistry meters,
            @Value("${darkroom.watch.every}") Duration every) {
        var watch = new Watch(jdbc, new ConsumerLag(() -> admin(brokers)), System::nanoTime, every);
        WatchGauges.of(watch, meters);
        return watch;
    }

    private static Admin admin(Brokers brokers) {
        return Admin.create(brokers.with(Map.of(
                AdminClientConfig.CLIENT_ID_CONFIG,
                "api-watch",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                3_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                4_000)));
    }
}
