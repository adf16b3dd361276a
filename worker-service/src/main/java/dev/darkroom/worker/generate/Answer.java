package dev.darkroom.worker.generate;

import dev.darkroom.worker.job.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of a call.
public sealed interface Answer {

    /// As many pictures as were asked for, in the drafts.
    ///
    /// @param seeds one for each picture, null where the AI server does not say
    record Painted(List<@Nullable Long> seeds) implements Answer {}

    record Failed(Outcome.Failure failure) implements Answer {}
}
