package dev.darkroom.notifier.handshake;

import dev.darkroom.identity.BearerRefused;
import dev.darkroom.identity.BearerVerifier;
import dev.darkroom.notifier.protocol.Pass;
import dev.darkroom.notifier.ticket.Tickets;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;

/// Turns a credential into a pass, or refuses it.
final class Passes {

    private final Tickets tickets;
    private final BearerVerifier bearers;

    Passes(Tickets tickets, BearerVerifier bearers) {
        this.tickets = tickets;
        this.bearers = bearers;
    }

    Pass ofTicket(String ticket) {
        return tickets.redeem(ticket)
                .orElseThrow(() -> new Problem(
                        ProblemCode.UNAUTHENTICATED, "The ticket is unknown, used or too old; ask for a fresh one."));
    }

    /// A token or an API key.
    Pass ofBearer(String bearer) {
        try {
            var caller = bearers.verify(bearer);
            return new Pass(caller.ownerId(), caller.credentialId(), caller.expiresAt());
        } catch (BearerRefused refused) {
            throw new Problem(ProblemCode.UNAUTHENTICATED, String.valueOf(refused.getMessage()));
        }
    }
}
