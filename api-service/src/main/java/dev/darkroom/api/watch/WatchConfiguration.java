package dev.darkroom.api.watch;

import dev.darkroom.rounds.Rounds;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class WatchConfiguration {

    @Bean
    Watch watch(
            JdbcTemplate jdbc,
            KafkaConnectionDetails kafka,
            MeterRegistry meters,
            LongSupplier nanos,
            @Value("${darkroom.watch.every}") Duration every) {
        var watch = new Watch(jdbc, new ConsumerLag(() -> admin(kafka)), nanos, every);
        WatchGauges.of(watch, meters);
        return watch;
    }

    @Bean
    Rounds watching(Watch watch) {
        return watch.rounds();
    }

    private static Admin admin(KafkaConnectionDetails kafka) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.getBootstrapServers(),
                AdminClientConfig.CLIENT_ID_CONFIG,
                "api-watch",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                3_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                4_000));
    }
}
