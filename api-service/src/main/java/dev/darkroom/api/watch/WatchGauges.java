package dev.darkroom.api.watch;

import dev.darkroom.api.meters.MeterNames;
import dev.darkroom.api.watch.ConsumerLag.Lag;
import dev.darkroom.contract.ConsumerGroups;
import dev.darkroom.contract.GenerationSnapshot.Stage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/// What the last look saw, as gauges: NaN when it saw nothing. Every instance shows the same system, so
/// whoever adds them up counts it twice.
final class WatchGauges {

    private final Watch watch;
    private final MeterRegistry meters;

    private WatchGauges(Watch watch, MeterRegistry meters) {
        this.watch = watch;
        this.meters = meters;
    }

    static void of(Watch watch, MeterRegistry meters) {
        var gauges = new WatchGauges(watch, meters);
        gauges.ofDatabase();
        gauges.ofBroker();
        Gauge.builder(MeterNames.STANDING_AGE, watch, one -> one.age().toNanos() / (double) TimeUnit.SECONDS.toNanos(1))
                .description("since the last look that saw everything")
                .baseUnit("seconds")
                .register(meters);
    }

    private void ofDatabase() {
        for (var stage : Stage.values()) {
            standing(MeterNames.PENDING, each -> each.pending().getOrDefault(stage, 0L))
                    .tag("stage", stage.name())
                    .register(meters);
        }
        standing(MeterNames.PENDING_OLDEST_AGE, Standing::oldestPendingSeconds)
                .baseUnit("seconds")
                .register(meters);
        for (var code : LetterCode.values()) {
            standing(MeterNames.DEAD_LETTERS_OPEN, each -> each.letters().getOrDefault(code, 0L))
                    .tag("code", code.label())
                    .register(meters);
        }
        standing(MeterNames.DEAD_LETTERS_OLDEST_AGE, Standing::oldestLetterSeconds)
                .baseUnit("seconds")
                .register(meters);
        standing(MeterNames.WORKERS_PRESENT, Standing::workers).register(meters);
        standing(MeterNames.REPLAY_RUNNING, Standing::replays).register(meters);
    }

    private Gauge.Builder<Watch> standing(String name, ToDoubleFunction<Standing> value) {
        return Gauge.builder(name, watch, one -> {
            var seen = one.standing();
            return seen == null ? Double.NaN : value.applyAsDouble(seen);
        });
    }

    private void ofBroker() {
        for (var group : ConsumerGroups.all()) {
            lag(MeterNames.CONSUMER_LAG, group.name(), Lag::behind);
            lag(MeterNames.CONSUMER_COMMITTED, group.name(), Lag::committed);
        }
    }

    private void lag(String name, String group, ToDoubleFunction<Lag> value) {
        Gauge.builder(name, watch, one -> {
                    var seen = one.lags().get(group);
                    return seen == null ? Double.NaN : value.applyAsDouble(seen);
                })
                .tag("group", group)
                .baseUnit("records")
                .register(meters);
    }
}
