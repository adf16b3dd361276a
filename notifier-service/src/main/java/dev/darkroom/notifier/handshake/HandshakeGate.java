package dev.darkroom.notifier.handshake;

import dev.darkroom.identity.Caller;
import dev.darkroom.notifier.protocol.Pass;
import dev.darkroom.notifier.sessions.Farewell;
import dev.darkroom.notifier.sessions.Visit;
import dev.darkroom.web.Origins;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServletServerHttpRequest;

/// Decides whether a request may become a socket or a stream. Cheap checks first, so that a ticket is only spent on a
/// request
/// that would be let in.
final class HandshakeGate {

    /// An address lands in logs and histories, so a token in it counts as published.
    private static final Set<String> TOKENS = Set.of("access_token", "token", "ticket", "api_key", "authorization");

    private final Farewell farewell;
    private final Origins origins;
    private final Passes passes;
    private final InstantSource clock;

    HandshakeGate(Farewell farewell, Origins origins, Passes passes, InstantSource clock) {
        this.farewell = farewell;
        this.origins = origins;
        this.passes = passes;
        this.clock = clock;
    }

    /// @throws Problem when the client stays outside
    Visit admit(String sessionId, ServletServerHttpRequest request) {
        refuseWhileClosing();
        var headers = request.getHeaders();
        if (!origins.admits(headers.getOrigin())) {
            throw new Problem(ProblemCode.FORBIDDEN, "This page may not open a socket here.");
        }
        // decoded: browsers write the colon of a cursor as %3A
        var query = request.getServletRequest();
        refuseTokens(query.getParameterMap().keySet());
        var offered = subprotocols(headers);
        var credential = Credential.in(headers, offered)
                .orElseThrow(() ->
                        new Problem(ProblemCode.UNAUTHENTICATED, "A bearer or a ticket is needed to open a socket."));
        refuseWhatCannotUpgrade(headers, offered);
        var pass = switch (credential) {
            case Credential.Bearer(var token) -> passes.ofBearer(token);
            case Credential.Ticket(var ticket) -> passes.ofTicket(ticket);
        };
        return new Visit(sessionId, current(pass), query.getParameter("after"));
    }

    /// The same for a stream, whose origin and bearer were checked like those of any request. The id a client heard
    /// last is younger than the address it began with.
    ///
    /// @throws Problem when the client stays outside
    Visit admit(String sessionId, Caller caller, HttpServletRequest request) {
        refuseWhileClosing();
        refuseTokens(request.getParameterMap().keySet());
        var lastId = request.getHeader("Last-Event-ID");
        var pass = new Pass(caller.ownerId(), caller.credentialId(), caller.expiresAt());
        return new Visit(
                sessionId,
                current(pass),
                lastId == null || lastId.isBlank() ? request.getParameter("after") : lastId.strip());
    }

    private void refuseWhileClosing() {
        if (!farewell.isOpen()) {
            throw new Problem(ProblemCode.UNAVAILABLE, "This server is about to restart.", Duration.ofSeconds(1));
        }
    }

    private Pass current(Pass pass) {
        if (!pass.until().isAfter(clock.instant())) {
            throw new Problem(ProblemCode.UNAUTHENTICATED, "The credential has expired.");
        }
        return pass;
    }

    private static void refuseTokens(Set<String> parameters) {
        for (var name : parameters) {
            if (TOKENS.contains(name.toLowerCase(Locale.ROOT))) {
                throw Problem.invalid(name, "NOT_IN_URL", "credentials travel in a header, never in the address");
            }
        }
    }

    private static void refuseWhatCannotUpgrade(HttpHeaders headers, List<String> offered) {
        if (!"websocket".equalsIgnoreCase(headers.getUpgrade())) {
            throw new Problem(ProblemCode.VALIDATION_FAILED, "This address takes WebSocket handshakes only.");
        }
        if (!offered.isEmpty() && !offered.contains(Credential.SUBPROTOCOL)) {
            throw new Problem(ProblemCode.VALIDATION_FAILED, "Offer the subprotocol " + Credential.SUBPROTOCOL + ".");
        }
    }

    private static List<String> subprotocols(HttpHeaders headers) {
        return headers.getOrEmpty("Sec-WebSocket-Protocol").stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .filter(protocol -> !protocol.isEmpty())
                .toList();
    }
}
