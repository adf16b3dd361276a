package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Cursor;
import dev.darkroom.notifier.protocol.Ending;
import dev.darkroom.notifier.protocol.Frame;
import dev.darkroom.notifier.protocol.Pulse;
import dev.darkroom.notifier.protocol.StoredEvent;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where the frames of one session leave: one at a time, timed by its pulse, counted, and told of in the journal. Used
/// by the session's drain only.
final class Outlet {

    private final String session;
    private final Socket socket;
    private final Pulse pulse;
    private final Backstage backstage;

    Outlet(String session, Socket socket, Pulse pulse, Backstage backstage) {
        this.session = session;
        this.socket = socket;
        this.pulse = pulse;
        this.backstage = backstage;
    }

    /// @throws IOException when the socket is broken, or closed meanwhile
    void say(Frame frame) throws IOException {
        writeIfAny(socket.words(frame));
        if (frame instanceof Frame.Ping) {
            if (socket.answersPings()) {
                pulse.pingLeft(backstage.nanos().getAsLong());
            } else {
                pulse.pong();
            }
        }
    }

    /// Nothing is left up to here.
    ///
    /// @throws IOException as [#say]
    void reached(Cursor place) throws IOException {
        writeIfAny(socket.reached(place));
    }

    /// An event that was sent before, or happened while the client was away.
    ///
    /// @throws IOException as [#say]; the event has perhaps not arrived then
    void replay(String epoch, StoredEvent event) throws IOException {
        send(event, socket.replayed(epoch, event), true);
        backstage.meters().replayed();
    }

    /// An event that happened just now.
    ///
    /// @throws IOException as [#replay]
    void show(String epoch, StoredEvent event, long unacknowledged) throws IOException {
        send(event, socket.live(epoch, event, unacknowledged), false);
        backstage
                .meters()
                .delivered(Duration.between(event.time(), backstage.clock().instant()));
    }

    private void send(StoredEvent event, String words, boolean replay) throws IOException {
        var step = backstage.journal().begin(event);
        try {
            write(words);
        } catch (IOException broken) {
            step.failed("BROKEN");
            throw broken;
        } finally {
            step.close();
        }
        backstage.journal().delivered(event, session, replay);
    }

    void close(Ending why) {
        socket.close(why.code(), why.reason());
    }

    private void writeIfAny(@Nullable String words) throws IOException {
        if (words != null) {
            write(words);
        }
    }

    private void write(String message) throws IOException {
        pulse.writeBegins(backstage.nanos().getAsLong());
        try {
            socket.send(message);
        } finally {
            pulse.writeEnds();
        }
        backstage.meters().frame();
    }
}
