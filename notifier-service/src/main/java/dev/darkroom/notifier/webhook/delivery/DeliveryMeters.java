package dev.darkroom.notifier.webhook.delivery;

import io.micrometer.core.instrument.MeterRegistry;

/// `darkroom.notifier.webhook.attempts` by outcome.
final class DeliveryMeters {

    private final MeterRegistry meters;

    DeliveryMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(Courier.Result result) {
        var outcome = switch (result.verdict()) {
            case Verdict.Delivered _ -> "delivered";
            case Verdict.Again _ -> "again";
            case Verdict.Postponed _ -> "postponed";
            case Verdict.Failed _ -> "failed";
            case Verdict.Gone _ -> "gone";
        };
        meters.counter("darkroom.notifier.webhook.attempts", "outcome", outcome).increment();
    }
}
