package dev.darkroom.notifier.protocol;

import java.time.Instant;
import java.util.UUID;

/// Leave to hear one owner's events.
///
/// @param until when the credential behind it expires
public record Pass(UUID ownerId, Instant until) {}
