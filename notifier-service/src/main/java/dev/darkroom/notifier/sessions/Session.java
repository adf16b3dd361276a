package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Ending;
import dev.darkroom.notifier.protocol.Frame;
import dev.darkroom.notifier.protocol.Pass;
import dev.darkroom.notifier.protocol.Pulse;
import java.io.IOException;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// One open socket: a position in the owner's stream and a wake flag, not a queue. Whoever has news wakes it; its own
/// thread then writes everything after its position, from the ring or the ledger, until nothing is left. So a slow
/// client delays nobody and costs no memory, and replay and live cannot interleave.
///
/// Only the drain touches the script and the socket; other threads leave notes, or set the ending.
final class Session {

    /// Answers, and news beside the stream: nothing here grows with events. A client may ask 120 times a
    /// minute; one that lets so many answers pile up does not read.
    private static final int NOTES = 250;

    private static final Logger log = LoggerFactory.getLogger(Session.class);

    private final Visit visit;
    private final Outlet outlet;
    private final Audience audience;
    private final Pulse pulse;
    private final Backstage backstage;
    private final Turn turn;
    private final Queue<Frame> notes = new LinkedBlockingQueue<>(NOTES);
    private final Script script;
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile UUID credentialId;
    private long progressShown;

    Session(Visit visit, Socket socket, Audience audience, Pulse pulse, Backstage backstage) {
        this.visit = visit;
        this.outlet = new Outlet(visit.id(), socket, pulse, backstage);
        this.audience = audience;
        this.pulse = pulse;
        this.backstage = backstage;
        this.script = new Script(visit, audience, backstage.shelf());
        this.credentialId = visit.pass().credentialId();
        this.turn = new Turn(backstage.threads(), this::drain);
    }

    Visit visit() {
        return visit;
    }

    Audience audience() {
        return audience;
    }

    Pulse pulse() {
        return pulse;
    }

    /// The sign-in or API key that keeps this session open.
    UUID credentialId() {
        return credentialId;
    }

    /// A fresh ticket, of whichever sign-in of the same owner, keeps it open.
    void renew(Pass fresh) {
        credentialId = fresh.credentialId();
        pulse.renew(backstage.clock().instant(), fresh.until());
    }

    /// The newest event this session needs no more.
    long position() {
        return script.position();
    }

    /// It has something to send, perhaps because the database was away when it tried.
    boolean isBehind() {
        return script.isBehind();
    }

    /// Why it ends, null while it does not.
    @Nullable Ending ending() {
        return ending.get();
    }

    void wake() {
        turn.wake();
    }

    /// Says it as soon as the frame in hand has left. A client that has left so much unread resumes instead: nothing is
    /// dropped in silence.
    void say(Frame frame) {
        if (notes.offer(frame)) {
            wake();
        } else {
            end(Ending.STALLED);
        }
    }

    /// Closes once what was said before has left. The first reason stays.
    void end(Ending why) {
        if (ending.compareAndSet(null, why)) {
            wake();
        }
    }

    /// The socket is closed already.
    void gone(int code) {
        if (over.compareAndSet(false, true)) {
            audience.leave(this);
            var why = ending.get();
            backstage.meters().closed(why == null ? code : why.code());
        }
    }

    private void drain() {
        try {
            while (step()) {
                // one frame, or one look for more, at a time: notes and the ending come between any two
            }
        } catch (IOException broken) {
            log.atDebug().addKeyValue("session", visit.id()).setCause(broken).log("the client cannot be reached");
            gone(1006);
        } catch (DataAccessException later) {
            log.atDebug().addKeyValue("session", visit.id()).log("the next beat wakes this session again");
        } catch (RuntimeException fault) {
            log.atError().addKeyValue("session", visit.id()).setCause(fault).log("session fails; it is closed");
            gone(Ending.SERVER_ERROR.code());
            outlet.close(Ending.SERVER_ERROR);
        }
    }

    /// @return whether there may be more to do
    private boolean step() throws IOException {
        if (over.get()) {
            return false;
        }
        var why = ending.get();
        if (why != null) {
            close(why);
            return false;
        }
        if (!script.isOpen()) {
            var welcome = script.open(backstage.limits().pingEvery());
            backstage.meters().resumed(welcome.resume());
            outlet.say(welcome);
            return true;
        }
        var note = notes.poll();
        if (note != null) {
            outlet.say(note);
            return true;
        }
        switch (script.next()) {
            case null -> {
                audience.caughtUp();
                return showProgress();
            }
            case Outgoing.Say(var frame) -> outlet.say(frame);
            case Outgoing.Show(var event, var replay) -> {
                if (replay) {
                    outlet.replay(script.epoch(), event);
                } else {
                    outlet.show(script.epoch(), event, audience.unacknowledged());
                }
                script.sent(event);
            }
            case Outgoing.Reached(var place) -> outlet.reached(place);
        }
        return true;
    }

    /// Only when no durable event waits, and one at a time.
    private boolean showProgress() throws IOException {
        var news = audience.progressAfter(progressShown, backstage.clock().instant());
        if (news == null) {
            return false;
        }
        progressShown = news.stamp();
        outlet.say(new Frame.Progress(news.envelope()));
        return true;
    }

    private void close(Ending why) throws IOException {
        // A socket whose write has stalled takes the close frame at best.
        for (Frame note; why != Ending.STALLED && (note = notes.poll()) != null; ) {
            outlet.say(note);
        }
        gone(why.code());
        outlet.close(why);
    }
}
