package dev.darkroom.worker.attempt;

import dev.darkroom.trace.Kind;
import dev.darkroom.trace.Step;
import dev.darkroom.trace.Traces;
import dev.darkroom.trace.Transitions;
import dev.darkroom.worker.generate.AiServer;
import dev.darkroom.worker.generate.Answer;
import dev.darkroom.worker.job.Availability;
import dev.darkroom.worker.job.BackOff;
import dev.darkroom.worker.job.Cause;
import dev.darkroom.worker.job.Chance;
import dev.darkroom.worker.job.Circumstances;
import dev.darkroom.worker.job.Ending;
import dev.darkroom.worker.job.ErrorCode;
import dev.darkroom.worker.job.Finished;
import dev.darkroom.worker.job.Finished.Call;
import dev.darkroom.worker.job.Job;
import dev.darkroom.worker.job.Outcome;
import dev.darkroom.worker.job.Ticker;
import dev.darkroom.worker.lease.Held;
import dev.darkroom.worker.meters.MeterNames;
import dev.darkroom.worker.outcome.Outcomes;
import dev.darkroom.worker.outcome.Written;
import dev.darkroom.worker.settings.WorkerSettings;
import dev.darkroom.worker.store.ImageStore;
import dev.darkroom.worker.store.StoreUnavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Makes one attempt from end to end on the thread it is given: ask, store, write.
@Component
public class Attempts {

    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    private final AiServer aiServer;
    private final ImageStore store;
    private final Outcomes outcomes;
    private final Ticker ticker;
    private final Chance chance;
    private final BackOff backOff;
    private final Availability availability;
    private final Counter fenced;
    private final Traces traces;

    Attempts(
            WorkerSettings settings,
            AiServer aiServer,
            Availability availability,
            ImageStore store,
            Outcomes outcomes,
            Ticker ticker,
            Chance chance,
            MeterRegistry meters,
            Traces traces) {
        this.backOff = settings.retry().backOff();
        this.chance = chance;
        this.availability = availability;
        this.aiServer = aiServer;
        this.store = store;
        this.outcomes = outcomes;
        this.ticker = ticker;
        this.traces = traces;
        this.fenced = meters.counter(MeterNames.FENCED);
    }

    /// Returns when the result is committed, or when the job turned out to be no longer ours.
    public void make(Held held) {
        try (var step = begin(held.job())) {
            var job = held.job().in(step.context());
            Transitions.log()
                    .atDebug()
                    .addKeyValue("run", job.run())
                    .addKeyValue("attempt", job.attempt())
                    .log("claimed; the attempt begins");
            try {
                make(held, job, step);
            } catch (InterruptedException letGo) {
                step.failed("LET_GO");
                log.info("the job was let go; whoever owns it now does it");
            }
        }
    }

    private void make(Held held, Job job, Step step) throws InterruptedException {
        var start = ticker.nanos();
        var outcome = outcome(held, job);
        var took = Duration.ofNanos(ticker.nanos() - start);
        if (outcome instanceof Outcome.Failure failure) {
            step.failed(failure.cause().code().name());
        }
        write(new Finished(job, outcome, ending(outcome, job), new Call(aiServer.name(), took)), held);
    }

    /// An attempt goes on where the generation was accepted, and points to what led to it besides: the attempt that
    /// failed before, or the request for a new run.
    private Step begin(Job job) {
        var step = traces.begin("attempt", Kind.CONSUMER, job.trace())
                .with(Step.GENERATION, job.generationId().toString())
                .with("darkroom.run", job.run())
                .with("darkroom.attempt", job.attempt());
        var origin = job.origin();
        if (origin != null) {
            step.with("messaging.system", "kafka")
                    .with("messaging.operation.type", "process")
                    .with("messaging.destination.name", origin.topic());
            if (origin.sentIn() != null && !origin.sentIn().equals(job.trace())) {
                step.after(origin.sentIn());
            }
            step.after(origin.causedBy());
        }
        return step;
    }

    private Ending ending(Outcome outcome, Job job) {
        var backOff = this.backOff.after(job.budget().made(), chance);
        return Ending.of(
                outcome,
                new Circumstances(
                        job.budget(),
                        job.deadline().left(ticker),
                        availability.away() && !storeFailed(outcome),
                        backOff));
    }

    /// A disk of ours that takes no bytes has nothing to do with the AI server, and its pictures are paid for.
    private static boolean storeFailed(Outcome outcome) {
        return outcome instanceof Outcome.Failure failure
                && failure.cause().code() == ErrorCode.IMAGE_STORE_UNAVAILABLE;
    }

    private Outcome outcome(Held held, Job job) throws InterruptedException {
        try (var drafts = store.drafts()) {
            var answer = aiServer.paint(job, drafts);
            if (!held.beginFinishing()) {
                throw new InterruptedException();
            }
            return switch (answer) {
                case Answer.Painted(var seeds) -> drafts.keep(seeds);
                case Answer.Failed(var failure) -> failure;
            };
        } catch (StoreUnavailable down) {
            if (!held.beginFinishing()) {
                throw new InterruptedException();
            }
            log.atError().setCause(down).log("the image store takes no bytes; attempts fail until it does");
            return new Outcome.Retryable(new Cause(ErrorCode.IMAGE_STORE_UNAVAILABLE, "the picture was not stored"));
        }
    }

    private void write(Finished finished, Held held) {
        if (outcomes.write(finished, held.job().deadline()) == Written.FENCED) {
            fenced.increment();
            log.info("the result came too late and does not count; its pictures are removed");
            if (finished.outcome() instanceof Outcome.Succeeded(var images)) {
                store.remove(images);
            }
        }
    }
}
