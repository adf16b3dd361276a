package dev.darkroom.notifier.sessions;

import java.io.IOException;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/// A socket of the container.
final class SpringSocket implements Socket {

    private final WebSocketSession session;

    SpringSocket(WebSocketSession session) {
        this.session = session;
    }

    @Override
    public void send(String message) throws IOException {
        try {
            session.sendMessage(new TextMessage(message));
        } catch (IllegalStateException closed) {
            throw new IOException("the socket closed meanwhile", closed);
        }
    }

    @Override
    public void close(int code, String reason) {
        try {
            session.close(new CloseStatus(code, reason));
        } catch (IOException | IllegalStateException gone) {
            // It is closed, which is what was wanted.
        }
    }
}
