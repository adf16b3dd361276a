package dev.darkroom.notifier.path;

import dev.darkroom.contract.EventTypes;
import dev.darkroom.contract.SessionsRevoked;
import dev.darkroom.contract.Topics;
import dev.darkroom.testkit.Broker;
import dev.darkroom.topics.TopicsAtHand;
import dev.darkroom.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Puts outcomes on `generation.events`, as the outbox relay does.
final class Events implements AutoCloseable {

    /// Where in which trace all of them happen.
    static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final KafkaProducer<String, byte[]> producer;

    Events(Broker broker) throws InterruptedException {
        new TopicsAtHand(() -> Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers())), (short) -1)
                .ensure();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /// Sends one completed generation and returns the event's id.
    UUID completed(UUID owner) {
        return completed(owner, "{\"prompt\":\"a red fox\"}");
    }

    UUID completed(UUID owner, String data) {
        var id = UUID.randomUUID();
        send(record(owner, id, data));
        return id;
    }

    /// Sends news of a generation that goes on.
    void progressed(UUID owner, UUID generation, long version, Instant at) {
        progressed(owner, generation, at, "{\"version\":" + version + "}");
    }

    void progressed(UUID owner, UUID generation, Instant at, String data) {
        var record = record(owner, UUID.randomUUID(), data);
        var told = new ProducerRecord<>(Topics.PROGRESS, record.key(), record.value());
        record.headers().forEach(header -> told.headers().add(header));
        Map.of("ce_type", EventTypes.PROGRESSED, "ce_subject", generation.toString(), "ce_time", at.toString())
                .forEach(
                        (name, value) -> told.headers().remove(name).add(name, value.getBytes(StandardCharsets.UTF_8)));
        send(told);
    }

    /// Sends what api-service sends when a sign-in is revoked.
    void revoked(UUID owner, UUID signIn) {
        var record = new ProducerRecord<>(
                Topics.SIGNAL,
                owner.toString(),
                WireJson.mapper().writeValueAsBytes(new SessionsRevoked(owner, List.of(signIn))));
        record.headers().add(SessionsRevoked.KIND_HEADER, SessionsRevoked.KIND.getBytes(StandardCharsets.UTF_8));
        send(record);
    }

    void send(ProducerRecord<String, byte[]> record) {
        var _ = producer.send(record);
    }

    static ProducerRecord<String, byte[]> record(UUID owner, UUID eventId, String data) {
        var record = new ProducerRecord<>(Topics.EVENTS, owner.toString(), data.getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        eventId.toString(),
                        "ce_type",
                        EventTypes.COMPLETED,
                        "ce_source",
                        EventTypes.SOURCE,
                        "ce_traceparent",
                        TRACEPARENT,
                        "ce_subject",
                        UUID.randomUUID().toString(),
                        "ce_time",
                        Instant.now().toString(),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    @Override
    public void close() {
        producer.close();
    }
}
