package dev.darkroom.worker.outcome;

import dev.darkroom.contract.EventTypes;
import dev.darkroom.contract.Topics;
import dev.darkroom.generation.GenerationLinks;
import dev.darkroom.ids.Ids;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.wire.WireJson;
import dev.darkroom.worker.job.Ending;
import dev.darkroom.worker.job.StoredImage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Tells of an ended generation as a CloudEvent in binary mode: attributes in `ce_` headers, the snapshot as the value.
@Component
class GenerationEvents {

    private final GenerationLinks links;
    private final Ids ids;

    GenerationEvents(GenerationLinks links, Ids ids) {
        this.links = links;
        this.ids = ids;
    }

    OutboxMessage of(Ended ended) {
        var row = ended.row();
        var owner = row.ownerId().toString();
        var told = switch (ended.finished().ending()) {
            case Ending.Completed(var images) -> new Told(EventTypes.COMPLETED, images);
            case Ending.Failed _ -> new Told(EventTypes.FAILED, List.of());
        };
        return OutboxMessage.now(
                row.id(),
                Topics.EVENTS,
                owner,
                Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        ids.next().toString(),
                        "ce_type",
                        told.type(),
                        "ce_source",
                        EventTypes.SOURCE,
                        "ce_subject",
                        row.id().toString(),
                        "ce_time",
                        Objects.requireNonNull(row.completedAt()).toString(),
                        "ce_partitionkey",
                        owner,
                        "content-type",
                        "application/json"),
                WireJson.mapper()
                        .writeValueAsString(row.snapshot(
                                told.images().stream().map(StoredImage::image).toList(), links)));
    }

    private record Told(String type, List<StoredImage> images) {}
}
