package dev.darkroom.consumer;

import dev.darkroom.rounds.Rounds;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

/// For every service that reads Kafka through Spring's containers. Import it.
@Configuration(proxyBeanMethods = false)
public class ConsumerConfiguration {

    private static final Duration EVERY = Duration.ofSeconds(5);

    /// The registry knows the containers that are beans too.
    @Bean
    Rounds consumerRevival(KafkaListenerEndpointRegistry listeners) {
        return ConsumerRevival.of(listeners::getAllListenerContainers, EVERY);
    }
}
