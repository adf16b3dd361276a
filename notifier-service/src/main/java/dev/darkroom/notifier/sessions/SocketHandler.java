package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.acknowledge.Acknowledgements;
import dev.darkroom.notifier.doors.Place;
import dev.darkroom.notifier.protocol.Ending;
import dev.darkroom.notifier.ticket.Tickets;
import java.nio.charset.StandardCharsets;
import org.apache.tomcat.websocket.Constants;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/// Turns what the container tells of a socket into sessions and dialogues.
public final class SocketHandler extends AbstractWebSocketHandler {

    /// Time for a write that has stalled to come through after all, so that the close frame can say why.
    private static final long GRACE_MILLIS = 5_000;

    private static final String DIALOGUE = Dialogue.class.getName();
    private static final String PLACE = Place.class.getName();
    private static final String PARTS = "parts";

    private final Sessions sessions;
    private final Backstage backstage;
    private final Tickets tickets;
    private final Acknowledgements acknowledgements;
    private final Revocations revocations;

    SocketHandler(
            Sessions sessions,
            Backstage backstage,
            Tickets tickets,
            Acknowledgements acknowledgements,
            Revocations revocations) {
        this.sessions = sessions;
        this.backstage = backstage;
        this.tickets = tickets;
        this.acknowledgements = acknowledgements;
        this.revocations = revocations;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession socket) {
        if (!(socket.getAttributes().get(Visit.class.getName()) instanceof Visit visit)) {
            throw new IllegalStateException("a socket opened without passing the gate");
        }
        if (socket.getAttributes().get(PLACE) instanceof Place place) {
            place.take();
        }
        if (socket instanceof StandardWebSocketSession tomcat) {
            tomcat.getNativeSession()
                    .getUserProperties()
                    .put(
                            Constants.BLOCKING_SEND_TIMEOUT_PROPERTY,
                            backstage.limits().stallAfter().toMillis() + GRACE_MILLIS);
        }
        var session = sessions.open(visit, new SpringSocket(socket));
        socket.getAttributes().put(DIALOGUE, new Dialogue(session, backstage, tickets, acknowledgements, revocations));
    }

    /// Long messages come in parts, so that a socket needs only a small buffer.
    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    @Override
    protected void handleTextMessage(WebSocketSession socket, TextMessage part) {
        var dialogue = dialogueOf(socket);
        if (dialogue == null) {
            return;
        }
        var message = socket.getAttributes().remove(PARTS) instanceof String earlier
                ? earlier + part.getPayload()
                : part.getPayload();
        if (isTooLong(message)) {
            dialogue.session().end(Ending.TOO_BIG);
        } else if (part.isLast()) {
            dialogue.hear(message);
        } else if (!part.getPayload().isEmpty() || dialogue.isCalm()) {
            socket.getAttributes().put(PARTS, message);
        }
    }

    /// Nobody asked for it: pings here are messages.
    @Override
    protected void handlePongMessage(WebSocketSession socket, PongMessage pong) {
        var dialogue = dialogueOf(socket);
        if (dialogue != null) {
            dialogue.isCalm();
        }
    }

    private boolean isTooLong(String message) {
        var most = backstage.limits().messageBytes();
        return message.length() > most
                || (message.length() > most / 3 && message.getBytes(StandardCharsets.UTF_8).length > most);
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession socket, BinaryMessage message) {
        var dialogue = dialogueOf(socket);
        if (dialogue != null) {
            dialogue.session().end(Ending.BINARY_REFUSED);
        }
    }

    @Override
    public void handleTransportError(WebSocketSession socket, Throwable failure) {
        // The container closes the socket and says so next.
    }

    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
        if (socket.getAttributes().get(PLACE) instanceof Place place) {
            place.giveBack();
        }
        var dialogue = dialogueOf(socket);
        if (dialogue != null) {
            dialogue.session().gone(status.getCode());
        }
    }

    private static @Nullable Dialogue dialogueOf(WebSocketSession socket) {
        return socket.getAttributes().get(DIALOGUE) instanceof Dialogue dialogue ? dialogue : null;
    }
}
