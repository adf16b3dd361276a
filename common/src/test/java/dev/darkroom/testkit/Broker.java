package dev.darkroom.testkit;

/// Where Kafka listens.
public record Broker(String bootstrapServers) {}
