package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.doors.Place;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Opens sessions whose client only listens: server-sent events, over the same machinery as the sockets and counted
/// with them.
public final class EventStreams {

    /// The client went away without a word, as WebSocket numbers it.
    private static final int GONE = 1006;

    private final Sessions sessions;
    private final Backstage backstage;

    EventStreams(Sessions sessions, Backstage backstage) {
        this.sessions = sessions;
        this.backstage = backstage;
    }

    /// Returns when the stream has begun; the session goes on without the calling thread.
    ///
    /// @param place given back when the stream ends
    /// @throws Problem when the owner has as many sessions as may be; nothing has been answered then
    public void open(Visit visit, Place place, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        place.take();
        var limits = backstage.limits();
        var stream = new EventStream(limits.stallAfter(), backstage.nanos(), place::giveBack);
        var session = sessions.open(visit, stream);
        if (session.isTurnedAway()) {
            stream.abandon();
            // a client that is gone is noticed by its next ping, and makes room
            throw new Problem(
                    ProblemCode.RATE_LIMITED,
                    "At most " + limits.sessionsPerOwner() + " sessions may be open at once.",
                    limits.pingEvery());
        }
        try {
            stream.begin(request, response);
        } catch (IOException | RuntimeException failed) {
            session.gone(GONE);
            throw failed;
        }
    }
}
