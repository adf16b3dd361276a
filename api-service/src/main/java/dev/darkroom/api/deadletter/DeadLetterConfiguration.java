package dev.darkroom.api.deadletter;

import dev.darkroom.consumer.ConsumerStart;
import dev.darkroom.consumer.EndlessRetries;
import dev.darkroom.contract.ConsumerGroups;
import dev.darkroom.contract.Topics;
import dev.darkroom.topics.TopicsAtHand;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

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
        container.setCommonErrorHandler(EndlessRetries.telling("dead letters wait in Kafka"));
        container.setBeanName("dead-letters");
        container.setAutoStartup(false);
        return container;
    }

    @Bean
    ConsumerStart deadLetterStart(
            KafkaMessageListenerContainer<byte[], byte[]> deadLetterContainer, TopicsAtHand topics) {
        return new ConsumerStart("dead-letters", deadLetterContainer, topics, SmartLifecycle.DEFAULT_PHASE);
    }
}
