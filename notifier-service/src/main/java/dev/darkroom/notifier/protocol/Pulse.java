package dev.darkroom.notifier.protocol;

import java.time.Instant;

/// The times of one session: when to ping it, when its silence is too long, when its credential runs out. Written by
/// the thread that sends, the one that reads and the one that beats, so each call is one step.
///
/// `nanos` is the monotonic clock; `now` the wall clock, which only credentials know.
public final class Pulse {

    private final Limits limits;
    private Instant until;
    private long lastPing;
    private long pingSent;
    private boolean pingOut;
    private long writeBegan;
    private boolean writing;
    private boolean hearing;
    private long hearingBegan;
    private boolean reauthAsked;

    public Pulse(Limits limits, long nanos, Instant now, Instant until) {
        this.limits = limits;
        this.lastPing = nanos;
        this.until = earlier(until, now.plus(limits.oldest()));
    }

    /// What is due now.
    public sealed interface Beat {

        record Rest() implements Beat {}

        record SendPing() implements Beat {}

        record AskForTicket(Instant by) implements Beat {}

        record End(Ending ending) implements Beat {}
    }

    public synchronized Beat beat(long nanos, Instant now) {
        if (writing && nanos - writeBegan >= limits.stallAfter().toNanos()) {
            return new Beat.End(Ending.STALLED);
        }
        if (pingSent != 0 && !hearing && nanos - pingSent >= limits.pongWithin().toNanos()) {
            return new Beat.End(Ending.NO_PONG);
        }
        if (!now.isBefore(until)) {
            return new Beat.End(Ending.EXPIRED);
        }
        if (!reauthAsked && !now.isBefore(until.minus(limits.reauthAhead()))) {
            reauthAsked = true;
            return new Beat.AskForTicket(until);
        }
        if (!pingOut && nanos - lastPing >= limits.pingEvery().toNanos()) {
            pingOut = true;
            lastPing = nanos;
            return new Beat.SendPing();
        }
        return new Beat.Rest();
    }

    public synchronized void writeBegins(long nanos) {
        writing = true;
        writeBegan = nanos;
    }

    public synchronized void writeEnds() {
        writing = false;
    }

    /// The client's time to answer begins when the ping has left, not when it was queued. A quick client's pong may be
    /// read before the write has returned: then nothing is waited for.
    public synchronized void pingLeft(long nanos) {
        if (pingOut) {
            pingSent = nanos == 0 ? 1 : nanos;
        }
    }

    public synchronized void pong() {
        pingSent = 0;
        pingOut = false;
    }

    /// A ticket that lasts no longer than the one before is not asked for again: the answer would be the same.
    public synchronized void renew(Instant now, Instant freshUntil) {
        var before = until;
        until = earlier(freshUntil, now.plus(limits.oldest()));
        reauthAsked = reauthAsked && !until.isAfter(before);
    }

    /// What the client says is being worked on. Its pong may wait behind it, so that time is not counted as silence.
    public synchronized void hearingBegins(long nanos) {
        hearing = true;
        hearingBegan = nanos;
    }

    public synchronized void hearingEnds(long nanos) {
        hearing = false;
        if (pingSent != 0) {
            var waited = nanos - Math.max(hearingBegan, pingSent);
            pingSent += waited;
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
