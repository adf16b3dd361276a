package dev.darkroom.notifier.webhook.delivery;

import java.time.Duration;
import java.util.Optional;

/// What an attempt met.
sealed interface Answer {

    /// @param retryAfter as the receiver asked, whatever its status
    record Status(int code, Optional<Duration> retryAfter) implements Answer {}

    record None(Why why) implements Answer {}

    enum Why {
        TIMEOUT,
        UNKNOWN_HOST,
        ADDRESS_REFUSED,
        HTTPS_REQUIRED,
        CONNECT_FAILED,
        TLS_FAILED,
        BROKEN_ANSWER,
        /// We had no thread to look up the name: nothing was tried, and nothing is said of the receiver.
        NOT_BEGUN,
        /// The event is older than the inbox keeps.
        EXPIRED,
        /// The secret was sealed with another key than ours: our fault, and nothing was tried.
        SECRET_UNREADABLE
    }
}
