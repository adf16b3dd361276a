package dev.darkroom.notifier.handshake;

import dev.darkroom.identity.Caller;
import dev.darkroom.notifier.doors.Doors;
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
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServletServerHttpRequest;

/// Decides whether a request may become a socket or a stream. Cheap checks first, so that a ticket is only spent on a
/// request that would be let in; only those count at the doors.
final class HandshakeGate {

    /// An address lands in logs and histories, so a token in it counts as published.
    private static final Set<String> TOKENS = Set.of("access_token", "token", "ticket", "api_key", "authorization");

    /// Sixteen bytes in Base64.
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

    private final Farewell farewell;
    private final Origins origins;
    private final Doors doors;
    private final Passes passes;
    private final InstantSource clock;
    private final LongSupplier nanos;

    HandshakeGate(
            Farewell farewell, Origins origins, Doors doors, Passes passes, InstantSource clock, LongSupplier nanos) {
        this.farewell = farewell;
        this.origins = origins;
        this.doors = doors;
        this.passes = passes;
        this.clock = clock;
        this.nanos = nanos;
    }

    /// @throws Problem when the client stays outside
    Admission admit(String sessionId, ServletServerHttpRequest request) {
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
        refuseWhatCannotUpgrade(query.getProtocol(), headers, offered);
        var place = doors.enter(query.getRemoteAddr(), nanos.getAsLong());
        try {
            return new Admission(new Visit(sessionId, valid(credential), query.getParameter("after")), place);
        } catch (RuntimeException refused) {
            place.giveBack();
            throw refused;
        }
    }

    private Pass valid(Credential credential) {
        var pass = switch (credential) {
            case Credential.Bearer(var token) -> passes.ofBearer(token);
            case Credential.Ticket(var ticket) -> passes.ofTicket(ticket);
        };
        return current(pass);
    }

    /// The same for a stream, whose origin and bearer were checked like those of any request. The id a client heard
    /// last is younger than the address it began with.
    ///
    /// @throws Problem when the client stays outside
    Admission admit(String sessionId, Caller caller, HttpServletRequest request) {
        refuseWhileClosing();
        refuseTokens(request.getParameterMap().keySet());
        var lastId = request.getHeader("Last-Event-ID");
        var pass = current(new Pass(caller.ownerId(), caller.credentialId(), caller.expiresAt()));
        var visit = new Visit(
                sessionId, pass, lastId == null || lastId.isBlank() ? request.getParameter("after") : lastId.strip());
        return new Admission(visit, doors.enter(request.getRemoteAddr(), nanos.getAsLong()));
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

    /// The container would find most of it too, but only after the ticket is spent.
    private static void refuseWhatCannotUpgrade(String protocol, HttpHeaders headers, List<String> offered) {
        if (!"websocket".equalsIgnoreCase(headers.getUpgrade())
                || headers.getConnection().stream().noneMatch("upgrade"::equalsIgnoreCase)
                || "HTTP/1.0".equals(protocol)) {
            throw new Problem(ProblemCode.VALIDATION_FAILED, "This address takes WebSocket handshakes only.");
        }
        var key = headers.getFirst("Sec-WebSocket-Key");
        if (key == null || !KEY.matcher(key).matches()) {
            throw new Problem(ProblemCode.VALIDATION_FAILED, "Sec-WebSocket-Key is 16 bytes in Base64.");
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
