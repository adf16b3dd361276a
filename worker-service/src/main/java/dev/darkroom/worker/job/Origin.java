package dev.darkroom.worker.job;

/// The record that brought a job.
///
/// @param timestamp milliseconds since the epoch, as Kafka has it
public record Origin(String topic, int partition, long offset, long timestamp) {}
