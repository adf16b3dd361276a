package dev.darkroom.worker.generate;

import dev.darkroom.worker.job.Cause;
import dev.darkroom.worker.job.ErrorCode;
import dev.darkroom.worker.job.Job;
import dev.darkroom.worker.job.Outcome;
import dev.darkroom.worker.store.Drafts;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.util.concurrent.TimeoutException;

/// Asks only when there is room and the AI server is not known to be away, and tells the breaker what came of it.
final class GuardedAiServer implements AiServer {

    private static final Cause AWAY = new Cause(ErrorCode.AI_SERVER_AWAY, "the AI server is away and was not asked");
    private static final Cause NO_ROOM =
            new Cause(ErrorCode.AI_SERVER_AWAY, "the AI server had no room and was not asked");

    private final AiServer asked;
    private final AiBreaker breaker;
    private final Bulkhead room;
    private final TimeLimiter limit;

    /// @param limit counts the calls that took too long; the limit itself is kept by the call, which knows the deadline
    GuardedAiServer(AiServer asked, AiBreaker breaker, Bulkhead room, TimeLimiter limit) {
        this.asked = asked;
        this.breaker = breaker;
        this.room = room;
        this.limit = limit;
    }

    @Override
    public String name() {
        return asked.name();
    }

    @Override
    public Answer paint(Job job, Drafts drafts) throws InterruptedException {
        if (!room.tryAcquirePermission()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return new Answer.Failed(new Outcome.NotAsked(NO_ROOM));
        }
        try {
            return ask(job, drafts);
        } finally {
            room.onComplete();
        }
    }

    private Answer ask(Job job, Drafts drafts) throws InterruptedException {
        var call = breaker.begin(job.generationId());
        if (call == null) {
            return new Answer.Failed(new Outcome.NotAsked(AWAY));
        }
        Answer answer = null;
        try {
            answer = asked.paint(job, drafts);
            count(answer);
            return answer;
        } finally {
            breaker.end(call, answer);
        }
    }

    private void count(Answer answer) {
        if (answer instanceof Answer.Failed(var failure)
                && failure.cause().code() == ErrorCode.AI_SERVER_TIMEOUT
                && failure instanceof Outcome.Retryable) {
            limit.onError(new TimeoutException("no whole answer in time"));
        } else {
            limit.onSuccess();
        }
    }
}
