package dev.darkroom.worker.outcome;

import dev.darkroom.worker.job.Ending;
import dev.darkroom.worker.job.Finished;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Says what was committed: one line and one count for each ended generation.
@Component
public class Endings {

    private static final Logger log = LoggerFactory.getLogger(Endings.class);

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
        for (var one : waiting) {
            var finished = one.finished();
            if (finished.ending() instanceof Ending.Again(var delay, var charged)) {
                if (finished.cause() != null) {
                    meters.again(finished.cause().code(), charged);
                }
                log.atInfo()
                        .addKeyValue("generationId", finished.generationId())
                        .addKeyValue("attempt", finished.attempt())
                        .addKeyValue(
                                "error",
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
        switch (ended.ending()) {
            case Ending.Completed(var images) -> {
                meters.completed(images);
                log.atInfo()
                        .addKeyValue("generationId", ended.generationId())
                        .addKeyValue("attempt", ended.attempt())
                        .addKeyValue("images", images.size())
                        .log("generation complete");
            }
            case Ending.Failed(var code, var _) -> {
                meters.failed(code);
                log.atInfo()
                        .addKeyValue("generationId", ended.generationId())
                        .addKeyValue("attempt", ended.attempt())
                        .addKeyValue("code", code)
                        .addKeyValue(
                                "error",
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
