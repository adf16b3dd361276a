package dev.darkroom.topics;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Gives a service the means to see that its topics exist. Import it.
@Configuration(proxyBeanMethods = false)
public class TopicsConfiguration {

    @Bean
    Brokers brokers(KafkaConnectionDetails kafka, KafkaProperties settings) {
        return Brokers.at(kafka.getBootstrapServers(), settings);
    }

    @Bean
    TopicsAtHand topicsAtHand(Brokers brokers, @Value("${darkroom.kafka.topic-replicas:-1}") short replicas) {
        return new TopicsAtHand(
                () -> Admin.create(brokers.with(Map.of(
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        10_000))),
                replicas);
    }
}
