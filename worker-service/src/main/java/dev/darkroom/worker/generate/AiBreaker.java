package dev.darkroom.worker.generate;

import dev.darkroom.worker.job.Availability;
import dev.darkroom.worker.settings.BreakerSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One AI server's circuit breaker. It opens when most of the last calls found nobody there, and also when call after
/// call is refused: then a key was changed, and what waits must not fail for it.
final class AiBreaker implements Availability {

    private static final Logger log = LoggerFactory.getLogger(AiBreaker.class);

    private final CircuitBreaker breaker;
    private final BreakerSettings settings;
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger epoch = new AtomicInteger();
    private final Set<UUID> failedProbes = ConcurrentHashMap.newKeySet();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private volatile Reason reason = Reason.OUTAGE;

    AiBreaker(CircuitBreaker breaker, BreakerSettings settings) {
        this.breaker = breaker;
        this.settings = settings;
        breaker.getEventPublisher().onStateTransition(this::changed);
    }

    /// A call under way.
    ///
    /// @param epoch of the breaker when it began: an answer to a call of another epoch says nothing about this one
    record Call(UUID generationId, int epoch, long startNanos) {}

    /// @return null when the AI server is not to be asked now
    @Nullable Call begin(UUID generationId) {
        return breaker.tryAcquirePermission()
                ? new Call(generationId, epoch.get(), breaker.getCurrentTimestamp())
                : null;
    }

    /// @param answer null when the call was broken off
    void end(Call call, @Nullable Answer answer) {
        if (call.epoch() != epoch.get()) {
            return;
        }
        var took = breaker.getCurrentTimestamp() - call.startNanos();
        var verdict = Verdict.of(answer);
        var refusedInARow = verdict == Verdict.REFUSES ? refusals.incrementAndGet() : forget(verdict);
        if (breaker.getState() == CircuitBreaker.State.HALF_OPEN) {
            endProbe(call, verdict, took);
        } else if (verdict.countsAsUsual()) {
            record(verdict == Verdict.UP, took);
        } else {
            breaker.releasePermission();
            if (refusedInARow >= settings.refusals()) {
                open(Reason.CONFIGURATION);
            }
        }
    }

    private void endProbe(Call call, Verdict verdict, long took) {
        if (verdict == Verdict.NONE) {
            breaker.releasePermission();
            return;
        }
        if (verdict.failsAProbe()) {
            failedProbes.add(call.generationId());
        }
        record(!verdict.failsAProbe(), took);
    }

    private void record(boolean worked, long took) {
        if (worked) {
            breaker.onSuccess(took, TimeUnit.NANOSECONDS);
        } else {
            breaker.onError(took, TimeUnit.NANOSECONDS, new AiServerDown());
        }
    }

    private int forget(Verdict verdict) {
        if (verdict != Verdict.NONE) {
            refusals.set(0);
        }
        return 0;
    }

    private synchronized void open(Reason why) {
        if (breaker.getState() == CircuitBreaker.State.CLOSED) {
            reason = why;
            breaker.transitionToOpenState();
        }
    }

    /// Somebody is there again: real calls may now prove that it works.
    void halfOpen() {
        if (breaker.getState() == CircuitBreaker.State.OPEN) {
            breaker.transitionToHalfOpenState();
        }
    }

    private void changed(CircuitBreakerOnStateTransitionEvent event) {
        epoch.incrementAndGet();
        var state = event.getStateTransition().getToState();
        if (state == CircuitBreaker.State.CLOSED) {
            refusals.set(0);
            failedProbes.clear();
            reason = Reason.OUTAGE;
        }
        var line = log.atWarn().addKeyValue("backend", breaker.getName()).addKeyValue("state", state);
        switch (state) {
            case CLOSED -> line.log("the AI server works again; work is taken as usual");
            case HALF_OPEN -> line.log("somebody answers at the AI server; a few calls will show whether it works");
            default ->
                line.addKeyValue("reason", reason)
                        .log("the AI server counts as away; nothing is claimed or charged until it is back");
        }
        watchers.forEach(Runnable::run);
    }

    @Override
    public Standing standing() {
        var state = switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> State.CLOSED;
            case HALF_OPEN -> State.HALF_OPEN;
            case OPEN, FORCED_OPEN -> State.OPEN;
        };
        return new Standing(breaker.getName(), state, state == State.CLOSED ? null : reason);
    }

    @Override
    public int room(int inHand) {
        return switch (standing().state()) {
            case CLOSED -> Integer.MAX_VALUE;
            case OPEN -> 0;
            case HALF_OPEN -> Math.max(0, settings.probes() - probed() - inHand);
        };
    }

    /// Probes that have said something already: their places are not given again.
    private int probed() {
        return breaker.getMetrics().getNumberOfBufferedCalls();
    }

    @Override
    public boolean failedAsProbe(UUID generationId) {
        return failedProbes.contains(generationId);
    }

    @Override
    public void whenChanged(Runnable look) {
        watchers.add(look);
    }

    /// What the breaker counts; it looks at no exception but this.
    private static final class AiServerDown extends RuntimeException {

        private static final long serialVersionUID = 1;

        AiServerDown() {
            super("the AI server is down", null, false, false);
        }
    }
}
