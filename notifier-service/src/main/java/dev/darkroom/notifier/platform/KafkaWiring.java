package dev.darkroom.notifier.platform;

import dev.darkroom.consumer.EndlessRetries;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/// How the inbox reads Kafka, beyond what application.yml says.
@Configuration(proxyBeanMethods = false)
class KafkaWiring {

    /// The listener tells of an outage itself.
    @Bean
    CommonErrorHandler endlessRetries() {
        return EndlessRetries.silent();
    }

    /// Commits without waiting for the answer: a commit that is lost only means a repeat, which finds nothing to do.
    @Bean
    ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> commitsDoNotWait() {
        return container -> container.getContainerProperties().setSyncCommits(false);
    }
}
