package dev.darkroom.contract;

import java.util.UUID;

/// Work for the worker: make attempt `attempt` of run `run`. It never carries the prompt; the row does.
///
/// @param attempt the number the attempt will have; a claim matches only a row whose newest attempt is `attempt - 1`
public record GenerationRequested(UUID generationId, int run, int attempt) {

    /// Says which version of this record the value is; absent means [#VERSION].
    public static final String VERSION_HEADER = "darkroom-version";

    public static final String VERSION = "1";
}
