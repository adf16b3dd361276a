package dev.darkroom.notifier.protocol;

import java.time.Duration;

/// What one session may cost. The defaults are the public contract.
///
/// @param messageBytes the longest client message, in bytes of UTF-8
/// @param messagesPerMinute client messages a minute; the next one closes the session
/// @param badMessages unreadable client messages; the last of them closes the session
/// @param sessionsPerOwner open sessions of one owner on this instance
/// @param pingEvery the pause between two pings
/// @param pongWithin how long a client may take to answer a ping
/// @param stallAfter how long one write may take
/// @param reauthAhead how long before its end a session asks for a fresh ticket
/// @param oldest the longest life of a session between two credentials
public record Limits(
        int messageBytes,
        int messagesPerMinute,
        int badMessages,
        int sessionsPerOwner,
        Duration pingEvery,
        Duration pongWithin,
        Duration stallAfter,
        Duration reauthAhead,
        Duration oldest) {

    public Limits {
        if (messageBytes < 128 || messagesPerMinute < 1 || badMessages < 1 || sessionsPerOwner < 1) {
            throw new IllegalArgumentException(
                    "a session needs room for messages of 128 bytes, one message a minute, one mistake and one session");
        }
        if (!pingEvery.isPositive() || !pongWithin.isPositive() || !stallAfter.isPositive() || !oldest.isPositive()) {
            throw new IllegalArgumentException("ping, pong, stall and session times must be positive");
        }
        if (reauthAhead.isNegative()) {
            throw new IllegalArgumentException("a session cannot ask for a ticket after its end");
        }
    }
}
