package dev.darkroom.bench.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Sends as the outbox relay does: acknowledged by all, in order, without lingering. The data has the size of a real
/// picture's.
public final class KafkaFeed implements Feed {

    private static final String TOPIC = "generation.events";
    private static final String GROUP = "notifier-inbox";

    private final KafkaProducer<String, byte[]> producer;
    private final Admin admin;
    private final InstantSource clock;
    private final RandomGenerator chance;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    public KafkaFeed(String bootstrap, InstantSource clock, RandomGenerator chance) throws IOException {
        this.clock = clock;
        this.chance = chance;
        try {
            this.producer = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            bootstrap,
                            ProducerConfig.LINGER_MS_CONFIG,
                            0,
                            ProducerConfig.MAX_BLOCK_MS_CONFIG,
                            10_000),
                    new StringSerializer(),
                    new ByteArraySerializer());
            this.admin = Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
            producer.partitionsFor(TOPIC);
        } catch (KafkaException away) {
            throw new IOException("Kafka does not answer at " + bootstrap, away);
        }
    }

    @Override
    public void completed(UUID owner, long due) throws IOException {
        var failed = failure.get();
        if (failed != null) {
            throw new IOException("Kafka took not every event", failed);
        }
        var generation = uuid().toString();
        var record = new ProducerRecord<>(TOPIC, owner.toString(), data(generation, due));
        attribute(record, "ce_specversion", "1.0");
        attribute(record, "ce_id", uuid().toString());
        attribute(record, "ce_type", "dev.darkroom.generation.completed.v1");
        attribute(record, "ce_source", "/worker");
        attribute(record, "ce_subject", generation);
        attribute(record, "ce_time", clock.instant().toString());
        attribute(record, "content-type", "application/json");
        var _ = producer.send(record, (_, refused) -> {
            if (refused != null) {
                failure.set(refused);
            }
        });
    }

    private static void attribute(ProducerRecord<?, ?> record, String name, String value) {
        record.headers().add(name, value.getBytes(US_ASCII));
    }

    private UUID uuid() {
        return new UUID((chance.nextLong() & ~0xf000L) | 0x4000L, (chance.nextLong() >>> 2) | Long.MIN_VALUE);
    }

    private static byte[] data(String generation, long due) {
        return """
                {"generationId":"%1$s","kind":"IMAGE","status":"COMPLETE","stage":null,"run":1,\
                "prompt":"a red fox in the snow","negativePrompt":"people","width":1024,"height":768,"count":1,"seed":7,\
                "model":"default","clientReference":null,"flagged":false,"public":false,\
                "attempts":{"made":1,"max":5,"nextAt":null,"lastError":null},\
                "images":[{"imageId":"%1$s","contentType":"image/png","width":1024,"height":768,"byteSize":48213,\
                "sha256":"2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae","seed":7}],"failure":null,\
                "createdAt":"2026-01-01T12:00:00Z","startedAt":"2026-01-01T12:00:01.500Z",\
                "completedAt":"2026-01-01T12:00:04.100Z","deadline":"2026-01-01T12:15:00Z","version":3,\
                "links":{"self":"http://localhost:8080/api/generation/%1$s",\
                "attempts":"http://localhost:8080/api/generation/%1$s/attempts",\
                "events":"http://localhost:8080/api/generation/%1$s/events",\
                "cancel":"http://localhost:8080/api/generation/%1$s/cancel"},"dueNanos":%2$d}""".formatted(generation, due).getBytes(US_ASCII);
    }

    /// The lag of the notifier's group.
    @Override
    public long notStored() throws IOException, InterruptedException {
        producer.flush();
        try {
            var stored = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            var partitions = producer.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                    .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
            return admin.listOffsets(partitions).all().get().entrySet().stream()
                    .mapToLong(end -> {
                        var at = stored.get(end.getKey());
                        return end.getValue().offset() - (at == null ? 0 : at.offset());
                    })
                    .sum();
        } catch (ExecutionException refused) {
            throw new IOException("Kafka does not tell how far the notifier is", refused.getCause());
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
