package dev.darkroom.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;

/// Finds the [Caller] behind a bearer. A token is checked once and then remembered until it expires; an API key is
/// asked for again after a few seconds, so that revoking one takes hold. Refusals are not remembered.
public final class BearerVerifier {

    /// Ours have 500 characters; nothing longer is worth parsing.
    private static final int LONGEST = 4096;

    private final AccessTokens tokens;
    private final ApiKeys keys;
    private final Clock clock;
    private final Duration leeway;
    private final Cache<String, Caller> knownTokens;
    private final Cache<String, Caller> knownKeys;

    BearerVerifier(AccessTokens tokens, ApiKeys keys, Clock clock, IdentitySettings settings) {
        this.tokens = tokens;
        this.keys = keys;
        this.clock = clock;
        this.leeway = settings.leeway();
        this.knownTokens = Caffeine.newBuilder()
                .maximumSize(settings.rememberedTokens())
                .expireAfter(Expiry.creating((String _, Caller caller) -> untilEnd(caller)))
                .build();
        this.knownKeys = Caffeine.newBuilder()
                .maximumSize(settings.rememberedTokens())
                .expireAfterWrite(settings.keyRemembered())
                .build();
    }

    /// Reads the value of an `Authorization` header.
    ///
    /// @throws BearerRefused when it proves nothing
    public Caller verifyHeader(String authorization) {
        var value = authorization.strip();
        if (!value.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new BearerRefused("Only the scheme Bearer is known.");
        }
        return verify(value.substring(7).strip());
    }

    /// Checks a token or an API key.
    ///
    /// @throws BearerRefused when it proves nothing
    /// @throws dev.darkroom.web.Problem `UNAVAILABLE` when no key to check it with could be fetched yet
    /// @throws org.springframework.dao.DataAccessException when an API key cannot be looked up
    public Caller verify(String bearer) {
        if (bearer.isEmpty() || bearer.length() > LONGEST) {
            throw new BearerRefused("The token is empty or too long.");
        }
        var ofKey = ApiKeyText.looksLikeOne(bearer);
        var known = ofKey ? knownKeys : knownTokens;
        var caller = known.getIfPresent(bearer);
        if (caller == null) {
            caller = ofKey ? keys.owner(bearer) : tokens.read(bearer);
            known.put(bearer, caller);
        }
        if (!untilEnd(caller).isPositive()) {
            throw new BearerRefused("The token has expired.");
        }
        return caller;
    }

    private Duration untilEnd(Caller caller) {
        return Duration.between(clock.instant(), caller.expiresAt().plus(leeway));
    }
}
