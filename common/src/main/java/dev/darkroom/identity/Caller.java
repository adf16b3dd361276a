package dev.darkroom.identity;

import java.io.Serializable;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// The account behind a request, as its token or API key proved it. A controller method takes it as a parameter.
///
/// @param ownerId the account; every row it may see carries it
/// @param roles what it may do
/// @param expiresAt when the proof ends, and with it every session opened on it
/// @param credentialId the sign-in this token came from (the family of its refresh tokens), or the API key; revoking
///     it ends the sessions opened on it
public record Caller(UUID ownerId, Set<Role> roles, Instant expiresAt, UUID credentialId) implements Serializable {

    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }
}
