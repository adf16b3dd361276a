package dev.darkroom.contract;

import java.util.UUID;

/// Work for the worker: make attempt `attempt` of run `run`. It never carries the prompt; the row does.
///
/// @param attempt the number the attempt will have; a claim matches only a row whose newest attempt is `attempt - 1`
public record GenerationRequested(UUID generationId, int run, int attempt) {}
