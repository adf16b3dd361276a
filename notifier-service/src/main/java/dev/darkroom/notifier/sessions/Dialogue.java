package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.acknowledge.Acknowledgements;
import dev.darkroom.notifier.protocol.Acknowledged;
import dev.darkroom.notifier.protocol.ClientFrame;
import dev.darkroom.notifier.protocol.Conduct;
import dev.darkroom.notifier.protocol.Ending;
import dev.darkroom.notifier.protocol.Frame;
import dev.darkroom.notifier.ticket.Tickets;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// What a client says, and what comes of it. Runs on the thread that reads the socket, and never writes to it.
final class Dialogue {

    private final Session session;
    private final Backstage backstage;
    private final Tickets tickets;
    private final Acknowledgements acknowledgements;
    private final Revocations revocations;
    private Conduct conduct;

    Dialogue(
            Session session,
            Backstage backstage,
            Tickets tickets,
            Acknowledgements acknowledgements,
            Revocations revocations) {
        this.session = session;
        this.backstage = backstage;
        this.tickets = tickets;
        this.acknowledgements = acknowledgements;
        this.revocations = revocations;
        this.conduct = Conduct.unblemished(backstage.nanos().getAsLong());
    }

    Session session() {
        return session;
    }

    /// A message, whole.
    void hear(String message) {
        if (!isCalm()) {
            return;
        }
        session.pulse().hearingBegins(backstage.nanos().getAsLong());
        try {
            follow(message);
        } finally {
            session.pulse().hearingEnds(backstage.nanos().getAsLong());
        }
    }

    /// Whatever else arrives costs work too: a pong of the protocol, a part of a message that brings nothing.
    ///
    /// @return whether the client stays
    boolean isCalm() {
        conduct = conduct.message(backstage.nanos().getAsLong());
        var calm = conduct.messages() <= backstage.limits().messagesPerMinute();
        if (!calm) {
            session.end(Ending.TOO_MANY_MESSAGES);
        }
        return calm;
    }

    private void follow(String message) {
        switch (ClientFrames.read(message)) {
            case ClientFrame.Pong _ -> session.pulse().pong();
            case ClientFrame.Auth(var id, var ticket) -> renew(id, ticket);
            case ClientFrame.AckEvents(var id, var eventIds) ->
                acknowledge(
                        id,
                        () -> acknowledgements.events(owner(), session.visit().id(), eventIds));
            case ClientFrame.AckThrough(var id, var seq) ->
                acknowledge(
                        id,
                        () -> acknowledgements.through(owner(), session.visit().id(), seq));
            case ClientFrame.Unreadable(var id, var reason) -> {
                refuse(id, "BAD_MESSAGE", reason);
                conduct = conduct.mistake();
                if (conduct.mistakes() >= backstage.limits().badMessages()) {
                    session.end(Ending.BAD_MESSAGES);
                }
            }
        }
    }

    private UUID owner() {
        return session.visit().pass().ownerId();
    }

    private void acknowledge(@Nullable String id, Supplier<Acknowledged> write) {
        try {
            session.audience().answer(session, id, write.get());
        } catch (DataAccessException | TransactionException away) {
            refuse(id, "UNAVAILABLE", "the database does not answer; acknowledge again later");
        }
    }

    /// A ticket of someone else is refused, and is gone all the same.
    private void renew(@Nullable String id, String ticket) {
        try {
            var pass = tickets.redeem(ticket)
                    .filter(fresh -> fresh.ownerId().equals(owner()) && !revocations.covers(fresh));
            if (pass.isEmpty()) {
                refuse(id, "UNAUTHENTICATED", "the ticket is unknown, used or too old");
                return;
            }
            session.renew(pass.get());
            // It may have been revoked between the two looks, while the session still showed the one before.
            if (revocations.covers(pass.get())) {
                session.end(Ending.REVOKED);
                return;
            }
            session.say(new Frame.Ok(id, backstage.shelf().state(owner()).unacknowledged()));
        } catch (DataAccessException | TransactionException away) {
            refuse(id, "UNAVAILABLE", "the database does not answer; try again with a fresh ticket");
        }
    }

    private void refuse(@Nullable String id, String code, String message) {
        session.say(new Frame.Refusal(id, code, message));
    }
}
