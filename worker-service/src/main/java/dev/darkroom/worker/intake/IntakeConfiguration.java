package dev.darkroom.worker.intake;

import dev.darkroom.consumer.ConsumerStart;
import dev.darkroom.consumer.EndlessRetries;
import dev.darkroom.contract.ConsumerGroups;
import dev.darkroom.contract.Topics;
import dev.darkroom.topics.TopicsAtHand;
import dev.darkroom.worker.job.Availability;
import dev.darkroom.worker.lease.JobsInHand;
import dev.darkroom.worker.settings.WorkerSettings;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/// The consumer: one thread, which claims and hands over and never waits for a picture.
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    @Bean
    DefaultKafkaConsumerFactoryCustomizer pollSize(WorkerSettings settings) {
        return factory -> factory.updateConfigs(Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.poll()));
    }

    @Bean
    KafkaMessageListenerContainer<String, byte[]> intakeContainer(
            ConsumerFactory<String, byte[]> consumers,
            Intake intake,
            JobsInHand jobs,
            Availability aiServer,
            WorkerSettings settings) {
        var properties = new ContainerProperties(Topics.REQUESTED, Topics.RETRY);
        properties.setGroupId(ConsumerGroups.WORKER);
        properties.setAckMode(AckMode.BATCH);
        // A commit that is lost brings records again that find nothing to claim, so nobody waits for one.
        properties.setSyncCommits(false);
        var container = new KafkaMessageListenerContainer<>(consumers, properties);
        var gate = new Gate(container, jobs, aiServer, settings.poll());
        jobs.whenFreed(gate::look);
        aiServer.whenChanged(gate::look);
        container.setupMessageListener((BatchMessageListener<String, byte[]>) records -> {
            intake.onMessage(records);
            gate.look();
        });
        container.setCommonErrorHandler(EndlessRetries.telling("work waits in Kafka"));
        container.setBeanName("intake");
        container.setAutoStartup(false);
        return container;
    }

    /// The last to start and the first to stop: nothing is claimed before a lease is held, nor while jobs run out.
    @Bean
    ConsumerStart intakeStart(KafkaMessageListenerContainer<String, byte[]> intakeContainer, TopicsAtHand topics) {
        return new ConsumerStart("intake", intakeContainer, topics, SmartLifecycle.DEFAULT_PHASE - 100);
    }
}
