package dev.darkroom.notifier.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.darkroom.contract.SessionsRevoked;
import dev.darkroom.notifier.protocol.Pass;
import java.time.Duration;
import java.util.UUID;

/// Remembers what was revoked, also shortly before this instance began, until the last access token of it has expired:
/// a token cannot be
/// revoked, but a session opened on it here is closed at once.
public final class Revocations {

    /// An access token lives 15 minutes at most; two clocks may be half a minute apart.
    public static final Duration REMEMBERED = Duration.ofMinutes(16);

    private final Cache<UUID, UUID> owners = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    void add(SessionsRevoked what) {
        what.credentialIds().forEach(credential -> owners.put(credential, what.ownerId()));
    }

    public boolean covers(Pass pass) {
        return owners.getIfPresent(pass.credentialId()) != null;
    }
}
