package dev.darkroom.topics;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Gives a service the means to see that its topics exist. Import it.
@Configuration(proxyBeanMethods = false)
public class TopicsConfiguration {

    @Bean
    TopicsAtHand topicsAtHand(
            KafkaConnectionDetails kafka, @Value("${darkroom.kafka.topic-replicas:-1}") short replicas) {
        return new TopicsAtHand(
                () -> Admin.create(Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.getBootstrapServers(),
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        10_000)),
                replicas);
    }
}
