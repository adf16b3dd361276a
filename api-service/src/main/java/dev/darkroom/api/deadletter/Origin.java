package dev.darkroom.api.deadletter;

/// Where a record lay when it was found unfit.
public record Origin(String topic, int partition, long offset) {}
