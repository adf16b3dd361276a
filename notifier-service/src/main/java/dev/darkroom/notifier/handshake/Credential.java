package dev.darkroom.notifier.handshake;

import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/// What a client shows at the handshake.
sealed interface Credential {

    /// The subprotocol both sides speak. A browser's ticket travels beside it, as a second offer that is never
    /// chosen.
    String SUBPROTOCOL = "darkroom.v1";

    String TICKET = "ticket.";

    String BEARER = "Bearer ";

    record Bearer(String token) implements Credential {}

    record Ticket(String ticket) implements Credential {}

    /// The header wins over the ticket, which then stays unused.
    static Optional<Credential> in(HttpHeaders headers, List<String> offered) {
        var authorization = headers.getFirst(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? Optional.of(
                            new Bearer(authorization.substring(BEARER.length()).strip()))
                    : Optional.empty();
        }
        return offered.stream()
                .filter(protocol -> protocol.startsWith(TICKET))
                .findFirst()
                .map(protocol -> new Ticket(protocol.substring(TICKET.length())));
    }
}
