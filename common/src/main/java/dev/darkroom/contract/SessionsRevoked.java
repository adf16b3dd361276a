package dev.darkroom.contract;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sign-ins or API keys of an owner have been revoked: on [Topics#SIGNAL], so that every notifier instance closes the
/// sessions opened on them.
///
/// @param credentialId the sign-in or API key; null for all of the owner's
/// @param spared the one that stays when all others go; null when none does
public record SessionsRevoked(
        UUID ownerId, @Nullable UUID credentialId, @Nullable UUID spared) {

    /// The header that says what a signal is.
    public static final String KIND_HEADER = "darkroom-signal";

    /// The value of [#KIND_HEADER] for this record.
    public static final String KIND = "revoked";

    /// Whether a session opened on `credential` ends.
    public boolean concerns(UUID credential) {
        return credentialId == null ? !credential.equals(spared) : credentialId.equals(credential);
    }
}
