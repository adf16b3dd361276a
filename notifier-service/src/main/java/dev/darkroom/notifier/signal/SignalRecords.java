package dev.darkroom.notifier.signal;

import dev.darkroom.contract.SessionsRevoked;
import dev.darkroom.contract.Topics;
import dev.darkroom.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Signals as Kafka carries them: the kind in a header, one JSON object as the value. They have no key: every instance
/// reads all of them.
final class SignalRecords {

    private SignalRecords() {}

    static ProducerRecord<byte[], byte[]> of(Signal signal) {
        return switch (signal) {
            case Signal.Heads heads -> record(Signal.Heads.KIND, heads);
            case Signal.Seen seen -> record(Signal.Seen.KIND, seen);
            case Signal.Revoked(var what) -> record(SessionsRevoked.KIND, what);
        };
    }

    private static ProducerRecord<byte[], byte[]> record(String kind, Object value) {
        var record = new ProducerRecord<byte[], byte[]>(
                Topics.SIGNAL, WireJson.mapper().writeValueAsBytes(value));
        record.headers().add(SessionsRevoked.KIND_HEADER, kind.getBytes(StandardCharsets.UTF_8));
        return record;
    }

    /// Empty for what a newer version says, and for what nobody says.
    static Optional<Signal> read(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        var kind = record.headers().lastHeader(SessionsRevoked.KIND_HEADER);
        var value = record.value();
        if (kind == null || kind.value() == null || value == null) {
            return Optional.empty();
        }
        try {
            return switch (new String(kind.value(), StandardCharsets.UTF_8)) {
                case Signal.Heads.KIND -> Optional.of(WireJson.mapper().readValue(value, Signal.Heads.class));
                case Signal.Seen.KIND -> Optional.of(WireJson.mapper().readValue(value, Signal.Seen.class));
                case SessionsRevoked.KIND ->
                    Optional.of(new Signal.Revoked(WireJson.mapper().readValue(value, SessionsRevoked.class)));
                default -> Optional.empty();
            };
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
