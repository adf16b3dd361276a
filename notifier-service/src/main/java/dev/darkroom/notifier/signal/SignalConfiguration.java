package dev.darkroom.notifier.signal;

import dev.darkroom.notifier.meters.MeterNames;
import dev.darkroom.notifier.sessions.News;
import dev.darkroom.topics.Brokers;
import dev.darkroom.topics.TopicsAtHand;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SignalConfiguration {

    /// Names this instance to the others; anew with each start.
    record Instance(UUID id) {}

    @Bean
    Instance instance(Supplier<UUID> ids) {
        return new Instance(ids.get());
    }

    @Bean
    Announcer announcer(Instance instance, Brokers brokers, MeterRegistry meters) {
        return new Announcer(instance.id(), () -> producer(brokers), meters);
    }

    /// Fast rather than sure: a signal that is late is worth nothing.
    private static Producer<byte[], byte[]> producer(Brokers brokers) {
        return new KafkaProducer<>(
                brokers.with(Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "notifier-signal",
                        ProducerConfig.ACKS_CONFIG,
                        "1",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        false,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        4 * 1024 * 1024,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        1_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        3_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        5_000)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Bean
    Ear ear(
            Instance instance,
            InstantSource clock,
            TopicsAtHand topics,
            Brokers brokers,
            News news,
            MeterRegistry meters) {
        var ear = new Ear(
                instance.id(),
                clock.instant(),
                topics,
                () -> new KafkaConsumer<>(
                        brokers.with(Map.of(
                                ConsumerConfig.CLIENT_ID_CONFIG,
                                "notifier-ear",
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "latest",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false,
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                1_000)),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                news);
        meters.gauge(MeterNames.SIGNALS_LISTENING, ear, one -> one.hears() ? 1 : 0);
        return ear;
    }
}
