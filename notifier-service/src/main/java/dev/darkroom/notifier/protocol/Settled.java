package dev.darkroom.notifier.protocol;

import java.util.UUID;

/// A durable event has told this version of a generation, so that no older progress is news any more.
public record Settled(UUID generationId, long version) {}
