package dev.darkroom.outbox;

import dev.darkroom.meters.SharedMeterNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Counts what a relay brings to Kafka, and what Kafka does not take.
final class RelayMeters {

    private final Counter acknowledged;
    private final Counter failed;

    RelayMeters(MeterRegistry meters) {
        this.acknowledged = meters.counter(SharedMeterNames.OUTBOX_RELAYED, "outcome", "acknowledged");
        this.failed = meters.counter(SharedMeterNames.OUTBOX_RELAYED, "outcome", "failed");
    }

    void count(OutboxRelay.Pass pass) {
        acknowledged.increment(pass.acknowledged());
        failed.increment(pass.failed());
    }
}
