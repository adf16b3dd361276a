package dev.darkroom.worker.generate;

import dev.darkroom.meters.Objectives;
import dev.darkroom.worker.job.Job;
import dev.darkroom.worker.job.Outcome;
import dev.darkroom.worker.meters.MeterNames;
import dev.darkroom.worker.store.Drafts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Times every call by backend, outcome and error code.
final class MeteredAiServer implements AiServer {

    private static final Said PAINTED = new Said("painted", MeterNames.NO_CODE);
    private static final Said BROKEN_OFF = new Said("broken_off", MeterNames.NO_CODE);

    private final AiServer asked;
    private final MeterRegistry meters;
    private final Map<Said, Timer> timers = new ConcurrentHashMap<>();

    MeteredAiServer(AiServer asked, MeterRegistry meters) {
        this.asked = asked;
        this.meters = meters;
        timer(PAINTED);
    }

    /// What the labels tell of an answer.
    private record Said(String outcome, String code) {}

    @Override
    public String name() {
        return asked.name();
    }

    @Override
    public Answer paint(Job job, Drafts drafts) throws InterruptedException {
        var sample = Timer.start(meters);
        var said = BROKEN_OFF;
        try {
            var answer = asked.paint(job, drafts);
            said = said(answer);
            return answer;
        } finally {
            sample.stop(timer(said));
        }
    }

    private Timer timer(Said said) {
        return timers.computeIfAbsent(
                said,
                one -> Objectives.timer(
                                MeterNames.AI_CALLS,
                                250,
                                500,
                                1_000,
                                2_500,
                                5_000,
                                10_000,
                                20_000,
                                30_000,
                                60_000,
                                120_000)
                        .description("calls of an AI server")
                        .tags("backend", asked.name(), "outcome", one.outcome(), "code", one.code())
                        .register(meters));
    }

    private static Said said(Answer answer) {
        return switch (answer) {
            case Answer.Painted _ -> PAINTED;
            case Answer.Failed(var failure) ->
                new Said(word(failure), failure.cause().code().name());
        };
    }

    private static String word(Outcome.Failure failure) {
        return switch (failure) {
            case Outcome.Rejected _ -> "rejected";
            case Outcome.Invalid _ -> "invalid";
            case Outcome.Refused _ -> "refused";
            case Outcome.Retryable _ -> "retryable";
            case Outcome.NotAsked _ -> "not_asked";
            case Outcome.OutOfTime _ -> "out_of_time";
            case Outcome.Abandoned _ -> "abandoned";
        };
    }
}
