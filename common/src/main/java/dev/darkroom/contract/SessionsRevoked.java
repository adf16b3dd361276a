package dev.darkroom.contract;

import java.util.List;
import java.util.UUID;

/// Sign-ins or API keys of an owner have been revoked: on [Topics#SIGNAL], so that every notifier instance closes the
/// sessions opened on them.
///
/// @param credentialIds the sign-ins and API keys
public record SessionsRevoked(UUID ownerId, List<UUID> credentialIds) {

    /// The header that says what a signal is.
    public static final String KIND_HEADER = "darkroom-signal";

    /// The value of [#KIND_HEADER] for this record.
    public static final String KIND = "revoked";

    public SessionsRevoked {
        credentialIds = List.copyOf(credentialIds);
    }
}
