package dev.darkroom.notifier.platform;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/// How the inbox reads Kafka, beyond what application.yml says.
@Configuration(proxyBeanMethods = false)
class KafkaWiring {

    /// A poll that cannot be stored is tried until it can: after 200 ms, doubling to 2 s, without end and without a
    /// line in the log for each. The consumer keeps polling meanwhile, so its group waits for it. Whatever no retry
    /// can help has been left out before.
    @Bean
    CommonErrorHandler endlessRetries() {
        var pauses = new ExponentialBackOff(200, 2);
        pauses.setMaxInterval(2_000);
        var handler = new DefaultErrorHandler(pauses);
        handler.setClassifications(Map.of(), true);
        handler.setLogLevel(KafkaException.Level.DEBUG);
        return handler;
    }

    /// Commits without waiting for the answer: a commit that is lost only means a repeat, which finds nothing to do.
    @Bean
    ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> commitsDoNotWait() {
        return container -> container.getContainerProperties().setSyncCommits(false);
    }
}
