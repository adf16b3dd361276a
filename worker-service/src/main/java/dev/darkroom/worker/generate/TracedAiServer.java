package dev.darkroom.worker.generate;

import dev.darkroom.trace.Kind;
import dev.darkroom.trace.Traces;
import dev.darkroom.worker.job.Job;
import dev.darkroom.worker.store.Drafts;

/// Makes every call a step of its attempt, and tells the AI server of it.
final class TracedAiServer implements AiServer {

    private final AiServer asked;
    private final Traces traces;

    TracedAiServer(AiServer asked, Traces traces) {
        this.asked = asked;
        this.traces = traces;
    }

    @Override
    public String name() {
        return asked.name();
    }

    @Override
    public Answer paint(Job job, Drafts drafts) throws InterruptedException {
        try (var step = traces.begin("paint", Kind.CLIENT, job.trace()).with("darkroom.backend", asked.name())) {
            var answer = asked.paint(job.in(step.context()), drafts);
            if (answer instanceof Answer.Failed(var failure)) {
                step.failed(failure.cause().code().name());
                var status = failure.cause().httpStatus();
                if (status != null) {
                    step.with("http.response.status_code", status);
                }
            }
            return answer;
        }
    }
}
