package dev.darkroom.worker.generate;

import dev.darkroom.worker.job.Job;
import dev.darkroom.worker.job.Outcome;
import dev.darkroom.worker.store.Drafts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/// Times every call as `darkroom.ai.calls{outcome}`.
final class MeteredAiServer implements AiServer {

    private final AiServer asked;
    private final MeterRegistry meters;

    MeteredAiServer(AiServer asked, MeterRegistry meters) {
        this.asked = asked;
        this.meters = meters;
    }

    @Override
    public String name() {
        return asked.name();
    }

    @Override
    public Answer paint(Job job, Drafts drafts) throws InterruptedException {
        var sample = Timer.start(meters);
        var outcome = "broken_off";
        try {
            var answer = asked.paint(job, drafts);
            outcome = word(answer);
            return answer;
        } finally {
            sample.stop(meters.timer("darkroom.ai.calls", "backend", asked.name(), "outcome", outcome));
        }
    }

    private static String word(Answer answer) {
        return switch (answer) {
            case Answer.Painted _ -> "painted";
            case Answer.Failed(Outcome.Rejected _) -> "rejected";
            case Answer.Failed(Outcome.Invalid _) -> "invalid";
            case Answer.Failed(Outcome.Refused _) -> "refused";
            case Answer.Failed(Outcome.Retryable _) -> "retryable";
            case Answer.Failed(Outcome.NotAsked _) -> "not_asked";
            case Answer.Failed(Outcome.OutOfTime _) -> "out_of_time";
            case Answer.Failed(Outcome.Abandoned _) -> "abandoned";
        };
    }
}
