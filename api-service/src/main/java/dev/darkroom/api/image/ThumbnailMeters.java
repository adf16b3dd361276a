package dev.darkroom.api.image;

import dev.darkroom.api.meters.MeterNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Counts what became of wishes for a thumbnail. Pictures that are their own are not in it.
final class ThumbnailMeters {

    private final Counter made;
    private final Counter kept;
    private final Counter whole;
    private final Counter refused;

    ThumbnailMeters(MeterRegistry meters) {
        this.made = counter(meters, "made");
        this.kept = counter(meters, "kept");
        this.whole = counter(meters, "whole");
        this.refused = counter(meters, "refused");
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder(MeterNames.THUMBNAILS)
                .description("thumbnails, by how they came to be")
                .tag("outcome", outcome)
                .register(meters);
    }

    void made() {
        made.increment();
    }

    void kept() {
        kept.increment();
    }

    void whole() {
        whole.increment();
    }

    void refused() {
        refused.increment();
    }
}
