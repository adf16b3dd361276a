package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.doors.Place;
import dev.darkroom.notifier.protocol.Ending;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

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
    /// @throws Problem when the session is over before it begins; nothing has been answered then
    public void open(Visit visit, Place place, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        place.take();
        var stream = new EventStream(backstage.limits().stallAfter(), backstage.nanos(), place::giveBack);
        var session = sessions.open(visit, stream);
        var refusal = refusal(session.ending());
        if (refusal != null) {
            stream.abandon();
            throw refusal;
        }
        try {
            stream.begin(request, response);
        } catch (IOException | RuntimeException failed) {
            session.gone(GONE);
            throw failed;
        }
    }

    /// A stream cannot be closed with a number, so what is known at once is answered like any other request. A
    /// client whose credential was revoked while it listened learns it here, when it comes back.
    private @Nullable Problem refusal(@Nullable Ending why) {
        var limits = backstage.limits();
        return switch (why) {
            // a client that is gone is noticed by its next ping, and makes room
            case TOO_MANY_SESSIONS ->
                new Problem(
                        ProblemCode.RATE_LIMITED,
                        "At most " + limits.sessionsPerOwner() + " sessions may be open at once.",
                        limits.pingEvery());
            case REVOKED -> new Problem(ProblemCode.UNAUTHENTICATED, "The credential was revoked.");
            case null, default -> null;
        };
    }
}
