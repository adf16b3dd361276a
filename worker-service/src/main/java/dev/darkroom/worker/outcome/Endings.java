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

    private final MeterRegistry meters;

    Endings(MeterRegistry meters) {
        this.meters = meters;
    }

    /// To be called after the commit.
    public void tell(List<Finished> ended) {
        ended.forEach(this::tell);
    }

    private void tell(Finished ended) {
        switch (ended.ending()) {
            case Ending.Completed(var images) -> {
                count("COMPLETE", "none");
                log.atInfo()
                        .addKeyValue("generationId", ended.generationId())
                        .addKeyValue("attempt", ended.attempt())
                        .addKeyValue("images", images.size())
                        .log("generation complete");
            }
            case Ending.Failed(var code, var _) -> {
                count("FAILED", code.name());
                log.atInfo()
                        .addKeyValue("generationId", ended.generationId())
                        .addKeyValue("attempt", ended.attempt())
                        .addKeyValue("code", code)
                        .addKeyValue(
                                "error",
                                ended.cause() == null ? null : ended.cause().code())
                        .log("generation failed; only its owner can run it again");
            }
        }
    }

    private void count(String outcome, String code) {
        meters.counter("darkroom.generation.terminal", "outcome", outcome, "code", code)
                .increment();
    }
}
