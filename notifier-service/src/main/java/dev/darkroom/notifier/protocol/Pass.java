package dev.darkroom.notifier.protocol;

import java.time.Instant;
import java.util.UUID;

/// Leave to hear one owner's events.
///
/// @param credentialId the sign-in or API key behind it; revoking that one ends the session
/// @param until when the credential behind it expires
public record Pass(UUID ownerId, UUID credentialId, Instant until) {}
