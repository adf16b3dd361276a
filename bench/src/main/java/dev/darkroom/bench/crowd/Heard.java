package dev.darkroom.bench.crowd;

import dev.darkroom.bench.report.Latencies;

/// What the crowd heard within one step.
public final class Heard {

    private final Latencies sinceDue = new Latencies();
    private long events;
    private long holes;
    private long repeats;
    private long lastAt;

    /// @param last the number heard before
    /// @param due when the event was due, or below zero when nobody knows
    /// @return the newest number now
    long event(long last, long seq, long due, long at) {
        lastAt = at;
        if (seq <= last) {
            repeats++;
            return last;
        }
        events++;
        holes += seq - last - 1;
        if (due >= 0) {
            sinceDue.record(at - due);
        }
        return seq;
    }

    /// From when each event was due to be produced until its frame was read.
    public Latencies sinceDue() {
        return sinceDue;
    }

    /// Each once.
    public long events() {
        return events;
    }

    /// Numbers that were jumped over.
    public long holes() {
        return holes;
    }

    /// Events that came again.
    public long repeats() {
        return repeats;
    }

    /// [System#nanoTime()] of the last one; 0 before the first.
    public long lastAt() {
        return lastAt;
    }
}
