package dev.darkroom.notifier.doors;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How many one instance lets in.
///
/// @param sessionsPerAddress open sessions of one client address, IPv6 by its first 64 bits; loopback is no exception.
///     Behind a proxy this needs `server.forward-headers-strategy`, or the proxy is the one address of all
/// @param sessions open sessions of all clients; below what Tomcat accepts, so that a refusal can still be answered
/// @param handshakesPerSecond handshakes whose credential is looked at; a second's worth may come at once
@ConfigurationProperties("darkroom.notifier.doors")
public record DoorLimits(
        @DefaultValue("1000") int sessionsPerAddress,
        @DefaultValue("18000") int sessions,
        @DefaultValue("2000") int handshakesPerSecond) {

    public DoorLimits {
        if (sessionsPerAddress < 1 || sessions < 1 || handshakesPerSecond < 1) {
            throw new IllegalArgumentException("darkroom.notifier.doors.* must let in at least one");
        }
    }
}
