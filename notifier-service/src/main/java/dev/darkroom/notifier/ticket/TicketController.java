package dev.darkroom.notifier.ticket;

import dev.darkroom.identity.Caller;
import dev.darkroom.notifier.protocol.Pass;
import java.net.URI;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// `POST /api/notification/ticket`: a browser cannot put a header on its WebSocket, so it trades its bearer for a
/// ticket.
@RestController
class TicketController {

    private final Tickets tickets;
    private final SocketAddress socket;

    TicketController(Tickets tickets, SocketAddress socket) {
        this.tickets = tickets;
        this.socket = socket;
    }

    /// @param expiresIn seconds
    record Issued(String ticket, long expiresIn, URI url) {}

    @PostMapping("/api/notification/ticket")
    ResponseEntity<Issued> issue(Caller caller) {
        var ticket = tickets.issue(new Pass(caller.ownerId(), caller.credentialId(), caller.expiresAt()));
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new Issued(ticket, tickets.life().toSeconds(), socket.url()));
    }
}
