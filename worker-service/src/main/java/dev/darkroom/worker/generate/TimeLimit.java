package dev.darkroom.worker.generate;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Interrupts the thread that made it when the time is up. The JDK's own request timeout ends with the headers and
/// would wait for a dripping body for ever.
final class TimeLimit implements AutoCloseable {

    private final Thread caller = Thread.currentThread();
    private final Future<?> alarm;
    private boolean closed;
    private boolean up;

    TimeLimit(ScheduledExecutorService alarms, Duration limit) {
        this.alarm = alarms.schedule(this::ring, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private synchronized void ring() {
        if (!closed) {
            up = true;
            caller.interrupt();
        }
    }

    /// Whether the interrupt that the caller sees is this limit's.
    synchronized boolean isUp() {
        return up;
    }

    /// No interrupt comes from here afterwards, and one that came is taken back.
    @Override
    public synchronized void close() {
        closed = true;
        alarm.cancel(false);
        if (up) {
            Thread.interrupted();
        }
    }
}
