package dev.darkroom.api.token;

import java.util.UUID;

/// Tokens for the service's own errands as a client. No sign-in stands behind them, and none can be refreshed.
public interface OwnTokens {

    /// An access token with the role USER that lives as long as any.
    String forAccount(UUID accountId);
}
