package dev.darkroom.notifier.platform;

import dev.darkroom.notifier.protocol.Limits;
import dev.darkroom.notifier.sessions.Reading;
import dev.darkroom.notifier.sessions.SessionRules;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/// @param publicUrl where clients reach this service
/// @param ticketLife how long a ticket can be redeemed
/// @param limits what one session may cost
/// @param reading how sessions read the inbox
/// @param beatEvery how often each session is looked after: the coarseness of its times
/// @param drain how long sending all clients away takes when this process stops
@ConfigurationProperties("darkroom.notifier")
record NotifierSettings(
        URI publicUrl, Duration ticketLife, SessionLimits limits, Reading reading, Duration beatEvery, Duration drain) {

    NotifierSettings {
        var scheme = publicUrl.getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException("darkroom.notifier.public-url must begin with http:// or https://");
        }
        if (!ticketLife.isPositive()) {
            throw new IllegalArgumentException("darkroom.notifier.ticket-life must be positive");
        }
    }

    /// @param message the longest client message
    /// @param messagesPerMinute client messages a minute; the next one closes the session
    /// @param badMessages unreadable client messages; the last of them closes the session
    /// @param sessionsPerOwner open sessions of one owner on one instance
    /// @param pingEvery the pause between two pings
    /// @param pongWithin how long a client may take to answer a ping
    /// @param stallAfter how long one write may take
    /// @param reauthAhead how long before its end a session asks for a fresh ticket
    /// @param oldest the longest life of a session between two credentials
    record SessionLimits(
            DataSize message,
            int messagesPerMinute,
            int badMessages,
            int sessionsPerOwner,
            Duration pingEvery,
            Duration pongWithin,
            Duration stallAfter,
            Duration reauthAhead,
            Duration oldest) {

        private Limits limits() {
            return new Limits(
                    Math.toIntExact(message.toBytes()),
                    messagesPerMinute,
                    badMessages,
                    sessionsPerOwner,
                    pingEvery,
                    pongWithin,
                    stallAfter,
                    reauthAhead,
                    oldest);
        }
    }

    SessionRules rules() {
        return new SessionRules(limits.limits(), reading, beatEvery, drain);
    }

    /// `http` becomes `ws`, `https` becomes `wss`.
    URI socketUrl() {
        var base = publicUrl.toString().replaceFirst("^http", "ws");
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/ws");
    }
}
