package dev.darkroom.worker.outcome;

import dev.darkroom.trace.LogScope;
import dev.darkroom.trace.Transitions;
import dev.darkroom.worker.job.Ending;
import dev.darkroom.worker.job.Finished;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.springframework.stereotype.Component;

/// Says what was committed: one line and one count for each ended generation.
@Component
public class Endings {

    private static final Logger log = Transitions.log();

    private final Progress progress;
    private final EndingMeters meters;

    Endings(Progress progress, MeterRegistry meters) {
        this.progress = progress;
        this.meters = new EndingMeters(meters);
    }

    /// To be called after the commit.
    public void tell(List<Finished> ended) {
        ended.forEach(this::tell);
    }

    /// As [#tell], of those that wait for their next attempt.
    void tellWaiting(List<Ended> waiting) {
        waiting.forEach(this::tellWaiting);
    }

    private void tellWaiting(Ended one) {
        var finished = one.finished();
        try (var _ = LogScope.of(finished.generationId(), one.at())) {
            if (finished.ending() instanceof Ending.Again(var delay, var charged)) {
                if (finished.cause() != null) {
                    meters.again(finished.cause().code(), charged);
                }
                log.atInfo()
                        .addKeyValue("attempt", finished.attempt())
                        .addKeyValue(
                                "errorCode",
                                finished.cause() == null
                                        ? null
                                        : finished.cause().code())
                        .addKeyValue("charged", charged)
                        .addKeyValue("made", one.row().attemptsMade())
                        .addKeyValue("max", one.row().attemptsMax())
                        .addKeyValue("nextInMillis", delay.toMillis())
                        .log("the attempt failed; another one follows");
                progress.changed(one.row(), one.row().dueAt().minus(delay));
            }
        }
    }

    private void tell(Finished ended) {
        try (var _ = LogScope.of(ended.generationId(), ended.trace())) {
            say(ended);
        }
    }

    private void say(Finished ended) {
        switch (ended.ending()) {
            case Ending.Completed(var images) -> {
                meters.completed(images);
                log.atInfo()
                        .addKeyValue("attempt", ended.attempt())
                        .addKeyValue("images", images.size())
                        .log("generation complete");
            }
            case Ending.Failed(var code, var _) -> {
                meters.failed(code);
                log.atInfo()
                        .addKeyValue("attempt", ended.attempt())
                        .addKeyValue("code", code)
                        .addKeyValue(
                                "errorCode",
                                ended.cause() == null ? null : ended.cause().code())
                        .log(
                                code.deadLetter()
                                        ? "generation failed; it is a dead letter that operators may replay"
                                        : "generation failed; nobody but its owner can mend that");
            }
            case Ending.Again _ -> throw new IllegalArgumentException("a generation that waits has not ended");
        }
    }
}
