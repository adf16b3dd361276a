package dev.darkroom.worker.generate;

import dev.darkroom.worker.job.Availability.Reason;
import dev.darkroom.worker.job.Availability.State;
import dev.darkroom.worker.settings.BreakerSettings;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Finds out whether an AI server that is away has come back: asks for its models, which costs nothing, 5 s after it
/// went and then at doubling intervals up to a minute.
final class Lookout {

    private final OpenAiModels models;
    private final AiBreaker breaker;
    private final ScheduledExecutorService alarms;
    private final BreakerSettings settings;
    private Duration wait;

    Lookout(OpenAiModels models, AiBreaker breaker, ScheduledExecutorService alarms, BreakerSettings settings) {
        this.models = models;
        this.breaker = breaker;
        this.alarms = alarms;
        this.settings = settings;
        this.wait = settings.firstWait();
        breaker.whenChanged(this::changed);
    }

    private synchronized void changed() {
        switch (breaker.standing().state()) {
            case OPEN -> lookLater();
            case CLOSED -> wait = settings.firstWait();
            case HALF_OPEN -> {}
        }
    }

    private void lookLater() {
        var now = wait;
        var doubled = wait.multipliedBy(2);
        wait = doubled.compareTo(settings.longestWait()) < 0 ? doubled : settings.longestWait();
        try {
            // the alarm clock must not wait for a network
            var _ = alarms.schedule(
                    () -> Thread.ofVirtual().name("lookout").start(this::look), now.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopping) {
            // nobody needs the answer any more
        }
    }

    private void look() {
        var standing = breaker.standing();
        if (standing.state() != State.OPEN) {
            return;
        }
        var somebody = false;
        try {
            somebody = models.answer(standing.reason() == Reason.CONFIGURATION);
        } finally {
            if (!somebody) {
                changed();
            }
        }
        if (somebody) {
            breaker.halfOpen();
        }
    }
}
