package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// The broker's records and who has read how far, as an operator gets at them with Kafka's own tools.
record Records(String bootstrap) {

    /// A member that went away without a word is missed after 6 s.
    private static final Duration GROUP_EMPTIES_WITHIN = Duration.ofSeconds(30);

    private static final Duration READS_WITHIN = Duration.ofSeconds(60);

    /// Has a group read everything that is kept once more. Nobody of the group may run.
    ///
    /// @return how many records that are
    long setBack(String group) throws Exception {
        try (var admin = admin()) {
            var committed = committed(admin, group);
            var first = offsets(admin, committed, OffsetSpec.earliest());
            within(
                    GROUP_EMPTIES_WITHIN,
                    () -> admin.alterConsumerGroupOffsets(group, asOffsets(first))
                            .all()
                            .get());
            return committed.entrySet().stream()
                    .mapToLong(one -> one.getValue() - first.getOrDefault(one.getKey(), 0L))
                    .sum();
        }
    }

    /// Waits until a group has read, and acknowledged, everything.
    void awaitRead(String group) throws Exception {
        try (var admin = admin()) {
            within(READS_WITHIN, () -> {
                var committed = committed(admin, group);
                assertThat(committed).isEqualTo(offsets(admin, committed, OffsetSpec.latest()));
            });
        }
    }

    /// A header of every record that is on a topic now, those without it left out.
    List<String> headers(String topic, String name) {
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest");
        var found = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(one -> new TopicPartition(topic, one.partition()))
                    .toList();
            consumer.assign(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    var header = record.headers().lastHeader(name);
                    if (header != null) {
                        found.add(new String(header.value(), UTF_8));
                    }
                }
            }
        }
        return found;
    }

    /// Sends what nobody expects, one record to each of as many partitions.
    void send(String topic, byte @Nullable [] value, int partitions) throws Exception {
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrap);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var partition = 0; partition < partitions; partition++) {
                producer.send(new ProducerRecord<>(topic, partition, null, value))
                        .get();
            }
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    private static Map<TopicPartition, Long> committed(Admin admin, String group)
            throws ExecutionException, InterruptedException {
        var committed = new HashMap<TopicPartition, Long>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> committed.put(partition, offset.offset()));
        return committed;
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, Map<TopicPartition, Long> of, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        var found = new HashMap<TopicPartition, Long>();
        admin.listOffsets(of.keySet().stream().collect(toMap(Function.identity(), _ -> spec)))
                .all()
                .get()
                .forEach((partition, offset) -> found.put(partition, offset.offset()));
        return found;
    }

    private static Map<TopicPartition, OffsetAndMetadata> asOffsets(Map<TopicPartition, Long> offsets) {
        var all = new HashMap<TopicPartition, OffsetAndMetadata>();
        offsets.forEach((partition, offset) -> all.put(partition, new OffsetAndMetadata(offset)));
        return all;
    }
}
