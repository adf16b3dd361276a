package dev.darkroom.worker.lease;

import dev.darkroom.worker.job.Job;
import org.jspecify.annotations.Nullable;

/// A job in this process's hands. It can be let go until its result is being written; after that only the database
/// decides whether the result counts.
public final class Held {

    private final Job job;
    private @Nullable Thread thread;
    private boolean finishing;
    private boolean letGo;

    Held(Job job) {
        this.job = job;
    }

    public Job job() {
        return job;
    }

    synchronized void workedBy(Thread worker) {
        thread = worker;
    }

    /// From here on nobody interrupts it.
    ///
    /// @return false when it was let go already: the result is not ours to write
    public synchronized boolean beginFinishing() {
        if (letGo) {
            return false;
        }
        finishing = true;
        return true;
    }

    synchronized boolean isAtWork() {
        return !finishing && !letGo;
    }

    /// Breaks off the call.
    ///
    /// @return false when it is being finished, or was let go before
    synchronized boolean letGo() {
        if (finishing || letGo) {
            return false;
        }
        letGo = true;
        if (thread != null) {
            thread.interrupt();
        }
        return true;
    }
}
