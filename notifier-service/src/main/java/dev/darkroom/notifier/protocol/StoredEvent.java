package dev.darkroom.notifier.protocol;

import java.time.Instant;

/// A numbered event as it lies in the inbox.
///
/// @param time of the event itself
/// @param envelope the CloudEvent, byte for byte as every transport carries it
public record StoredEvent(long seq, Instant time, String envelope) {}
