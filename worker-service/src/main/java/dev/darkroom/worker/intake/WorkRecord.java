package dev.darkroom.worker.intake;

import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.wire.WireJson;
import dev.darkroom.worker.job.Origin;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// What a record turned out to be.
sealed interface WorkRecord {

    /// Bytes of all headers together; ours have a few dozen.
    int MOST_HEADER_BYTES = 16 * 1024;

    record Work(GenerationRequested work, Origin origin, ConsumerRecord<String, byte[]> record) implements WorkRecord {}

    /// @param why for operators
    record Unreadable(String why, ConsumerRecord<String, byte[]> record) implements WorkRecord {}

    /// Never throws: a record that makes this stumble would be polled again for ever, and everything behind it wait.
    static WorkRecord read(ConsumerRecord<String, byte[]> record) {
        try {
            return understood(record);
        } catch (RuntimeException unforeseen) {
            return new Unreadable("it is no work request", record);
        }
    }

    private static WorkRecord understood(ConsumerRecord<String, byte[]> record) {
        var headers = bytes(record.headers());
        if (headers > MOST_HEADER_BYTES) {
            return new Unreadable("its headers have " + headers + " bytes", record);
        }
        var version = record.headers().lastHeader(GenerationRequested.VERSION_HEADER);
        if (version != null
                && (version.value() == null
                        || !GenerationRequested.VERSION.equals(new String(version.value(), StandardCharsets.UTF_8)))) {
            return new Unreadable("its version is unknown", record);
        }
        if (record.key() == null || record.value() == null) {
            return new Unreadable("it has no " + (record.key() == null ? "key" : "value"), record);
        }
        try {
            var work = WireJson.mapper().readValue(record.value(), GenerationRequested.class);
            if (work == null || work.generationId() == null || work.run() < 1 || work.attempt() < 1) {
                return new Unreadable("it names no generation, run and attempt", record);
            }
            if (!record.key().equals(work.generationId().toString())) {
                return new Unreadable("its key is not its generation's id", record);
            }
            var origin = new Origin(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.timestamp(),
                    trace(record, TraceContext.HEADER),
                    trace(record, TraceContext.CAUSE_HEADER));
            return new Work(work, origin, record);
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return new Unreadable("it is no work request", record);
        }
    }

    /// Null also for what is none: a trace that is broken off is no reason to leave the work undone.
    private static @Nullable TraceContext trace(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? null
                : TraceContext.parse(new String(header.value(), StandardCharsets.UTF_8));
    }

    private static int bytes(Headers headers) {
        var bytes = 0;
        for (var header : headers) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }
}
