package dev.darkroom.api.deadletter;

import dev.darkroom.contract.ConsumerGroups;
import dev.darkroom.contract.Topics;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;

/// The consumer of dead letters: one thread, and out of the way of everything that serves clients.
@Configuration(proxyBeanMethods = false)
class DeadLetterConfiguration {

    @Bean
    KafkaMessageListenerContainer<byte[], byte[]> deadLetterContainer(
            ConsumerFactory<byte[], byte[]> consumers, DeadLetterListener listener) {
        var properties = new ContainerProperties(Topics.DEAD_LETTERS);
        properties.setGroupId(ConsumerGroups.DEAD_LETTERS);
        properties.setAckMode(AckMode.BATCH);
        // A commit that is lost only means a repeat, which finds its rows there.
        properties.setSyncCommits(false);
        properties.setMessageListener(listener);
        var container = new KafkaMessageListenerContainer<>(consumers, properties);
        container.setCommonErrorHandler(endlessRetries());
        container.setBeanName("dead-letters");
        container.setAutoStartup(false);
        return container;
    }

    /// A poll that cannot be stored, because the database is away, is tried until it can: after 200 ms,
    /// doubling to 2 s. The consumer keeps polling meanwhile, so its group waits for it.
    private static DefaultErrorHandler endlessRetries() {
        var pauses = new ExponentialBackOff(200, 2);
        pauses.setMaxInterval(2_000);
        var handler = new DefaultErrorHandler(pauses);
        handler.setClassifications(Map.of(), true);
        handler.setLogLevel(KafkaException.Level.DEBUG);
        handler.setRetryListeners(new Waiting());
        return handler;
    }
}
