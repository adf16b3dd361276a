package dev.darkroom.generation;

import dev.darkroom.contract.EventTypes;
import dev.darkroom.contract.GenerationSnapshot.Image;
import dev.darkroom.contract.Topics;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.ids.Ids;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.wire.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Tells of a generation as a CloudEvent in binary mode: attributes in `ce_` headers, the snapshot as the value.
public final class GenerationEvents {

    private final GenerationLinks links;
    private final Ids ids;

    public GenerationEvents(GenerationLinks links, Ids ids) {
        this.links = links;
        this.ids = ids;
    }

    /// @param images what the run produced, in their order
    /// @param at the step that ended it, in the generation's trace
    public OutboxMessage completed(GenerationRow row, List<Image> images, TraceContext at) {
        return durable(EventTypes.COMPLETED, row, images, Objects.requireNonNull(row.completedAt()), at);
    }

    /// @param at as of [#completed]
    public OutboxMessage failed(GenerationRow row, TraceContext at) {
        return durable(EventTypes.FAILED, row, List.of(), Objects.requireNonNull(row.completedAt()), at);
    }

    /// @param row as the new run begins: its due time is that moment
    public OutboxMessage replayed(GenerationRow row) {
        return durable(EventTypes.REPLAYED, row, List.of(), row.dueAt(), row.trace());
    }

    private OutboxMessage durable(String type, GenerationRow row, List<Image> images, Instant time, TraceContext at) {
        return OutboxMessage.now(
                row.id(), Topics.EVENTS, row.ownerId().toString(), headers(type, row, time, at), value(row, images));
    }

    /// The attributes of an event, as Kafka headers.
    ///
    /// @param at where in the trace it happened
    public Map<String, String> headers(String type, GenerationRow row, Instant time, TraceContext at) {
        return Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                ids.next().toString(),
                "ce_type",
                type,
                "ce_source",
                EventTypes.SOURCE,
                "ce_subject",
                row.id().toString(),
                "ce_time",
                time.toString(),
                "ce_partitionkey",
                row.ownerId().toString(),
                TraceContext.EVENT_HEADER,
                at.traceparent(),
                TraceContext.HEADER,
                at.traceparent(),
                "content-type",
                "application/json");
    }

    public String value(GenerationRow row, List<Image> images) {
        return WireJson.mapper().writeValueAsString(row.snapshot(images, links));
    }
}
