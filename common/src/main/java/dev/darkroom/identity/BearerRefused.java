package dev.darkroom.identity;

import org.springframework.security.core.AuthenticationException;

/// A bearer token or API key that proves nothing. The message is for the client and tells an attacker no more than he
/// knows.
public final class BearerRefused extends AuthenticationException {

    private static final long serialVersionUID = 1;

    BearerRefused(String message) {
        super(message);
    }

    /// Refusals are frequent under attack, and their place in our code says nothing.
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
