package dev.darkroom.worker.job;

import dev.darkroom.contract.TraceContext;
import org.jspecify.annotations.Nullable;

/// The record that brought a job.
///
/// @param timestamp milliseconds since the epoch, as Kafka has it
/// @param sentIn the step that wrote it, in the generation's trace
/// @param causedBy the step that asked for a new run, in a trace of its own
public record Origin(
        String topic,
        int partition,
        long offset,
        long timestamp,
        @Nullable TraceContext sentIn,
        @Nullable TraceContext causedBy) {}
