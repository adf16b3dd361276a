package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Ending;
import dev.darkroom.notifier.protocol.Frame;
import dev.darkroom.notifier.protocol.Pulse;
import dev.darkroom.notifier.protocol.StoredEvent;
import java.io.IOException;
import java.time.Duration;

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
        var words = socket.words(frame);
        if (words == null) {
            return;
        }
        write(words);
        if (frame instanceof Frame.Ping) {
            if (socket.answersPings()) {
                pulse.pingLeft(backstage.nanos().getAsLong());
            } else {
                pulse.pong();
            }
        }
    }

    /// @param replay it was sent before, or happened while the client was away
    /// @throws IOException as [#say]; the event has perhaps not arrived then
    void show(String epoch, StoredEvent event, boolean replay) throws IOException {
        var step = backstage.journal().begin(event);
        try {
            write(socket.words(epoch, event, replay));
        } catch (IOException broken) {
            step.failed("BROKEN");
            throw broken;
        } finally {
            step.close();
        }
        backstage.journal().delivered(event, session, replay);
        if (replay) {
            backstage.meters().replayed();
        } else {
            backstage
                    .meters()
                    .delivered(Duration.between(event.time(), backstage.clock().instant()));
        }
    }

    void close(Ending why) {
        socket.close(why.code(), why.reason());
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
