package dev.darkroom.consumer;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.RealParts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;

@RealParts
class ConsumerRevivalTest {

    private final Map<String, Object> kafka;
    private final String topic = "revival-" + UUID.randomUUID();
    private final Queue<String> alone = new ConcurrentLinkedQueue<>();
    private final Queue<String> inPairs = new ConcurrentLinkedQueue<>();

    ConsumerRevivalTest(Broker broker) {
        kafka = Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest");
    }

    @Test
    void a_consumer_whose_listener_met_an_error_reads_on_and_one_that_was_stopped_stays_so() throws Exception {
        try (var admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
        var one = quick(new KafkaMessageListenerContainer<>(consumers(), listening("one", alone)));
        var pair = quick(new ConcurrentMessageListenerContainer<>(consumers(), listening("pair", inPairs)));
        pair.setConcurrency(2);
        var revival = ConsumerRevival.of(() -> List.of(one, pair), Duration.ofMillis(200));
        revival.start();
        try (var producer = new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            assertThat(one.isRunning() || pair.isRunning()).isFalse();
            one.start();
            pair.start();

            var _ = producer.send(new ProducerRecord<>(topic, "poison"));

            eventually(() -> assertThat(List.of(alone, inPairs))
                    .allSatisfy(heard -> assertThat(heard).hasSize(2).containsOnly("poison")));
            one.stop();
            var _ = producer.send(new ProducerRecord<>(topic, "later")).get();
            eventually(() -> assertThat(inPairs).contains("later"));
            assertThat(one.isRunning()).isFalse();
            assertThat(alone).doesNotContain("later");

            revival.stop();
            pair.stopAbnormally(() -> {});
            eventually(() -> assertThat(pair.isChildRunning()).isFalse());
            assertThat(pair.isRunning()).isFalse();
        } finally {
            revival.stop();
            one.stop();
            pair.stop();
        }
    }

    private DefaultKafkaConsumerFactory<String, String> consumers() {
        return new DefaultKafkaConsumerFactory<>(kafka, new StringDeserializer(), new StringDeserializer());
    }

    /// Dies of the first record it is given.
    private ContainerProperties listening(String group, Queue<String> heard) {
        var properties = new ContainerProperties(topic);
        properties.setGroupId(topic + group);
        properties.setMessageListener((MessageListener<String, String>) record -> {
            heard.add(record.value());
            if (heard.size() == 1) {
                throw new StackOverflowError("as of a poisoned record");
            }
        });
        return properties;
    }

    private static <C extends AbstractMessageListenerContainer<String, String>> C quick(C container) {
        container.setApplicationEventPublisher(_ -> {});
        container.setBeanName("revived");
        return container;
    }
}
