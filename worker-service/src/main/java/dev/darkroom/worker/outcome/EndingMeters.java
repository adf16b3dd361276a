package dev.darkroom.worker.outcome;

import dev.darkroom.meters.SharedMeterNames;
import dev.darkroom.meters.Tally;
import dev.darkroom.worker.job.ErrorCode;
import dev.darkroom.worker.job.FailureCode;
import dev.darkroom.worker.job.StoredImage;
import dev.darkroom.worker.meters.MeterNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/// Counts how runs end, and which attempts are followed by another. Told after the commit.
final class EndingMeters {

    private final Counter complete;
    private final Tally<FailureCode> failed;
    private final Tally<ErrorCode> charged;
    private final Tally<ErrorCode> uncharged;
    private final DistributionSummary stored;

    EndingMeters(MeterRegistry meters) {
        this.complete =
                meters.counter(SharedMeterNames.GENERATION_TERMINAL, "outcome", "COMPLETE", "code", MeterNames.NO_CODE);
        this.failed = new Tally<>(
                FailureCode.class,
                code -> meters.counter(SharedMeterNames.GENERATION_TERMINAL, "outcome", "FAILED", "code", code.name()));
        this.charged = retries(meters, true);
        this.uncharged = retries(meters, false);
        this.stored = DistributionSummary.builder(MeterNames.IMAGE_STORED)
                .description("pictures of completed generations")
                .baseUnit("bytes")
                .register(meters);
    }

    private static Tally<ErrorCode> retries(MeterRegistry meters, boolean charged) {
        return new Tally<>(
                ErrorCode.class,
                code -> meters.counter(MeterNames.RETRIES, "charged", Boolean.toString(charged), "code", code.name()));
    }

    void completed(List<StoredImage> images) {
        complete.increment();
        images.forEach(each -> stored.record((double) each.image().byteSize()));
    }

    void failed(FailureCode code) {
        failed.count(code);
    }

    void again(ErrorCode code, boolean wasCharged) {
        (wasCharged ? charged : uncharged).count(code);
    }
}
