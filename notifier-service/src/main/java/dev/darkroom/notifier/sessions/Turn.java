package dev.darkroom.notifier.sessions;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;

/// Runs one piece of work on a thread of its own whenever it is woken: never twice at once, and always once more
/// after the last wake. While nobody wakes it there is no thread.
final class Turn {

    private enum State {
        IDLE,
        RUNNING,
        WOKEN_AGAIN
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private final ThreadFactory threads;
    private final Runnable work;

    Turn(ThreadFactory threads, Runnable work) {
        this.threads = threads;
        this.work = work;
    }

    void wake() {
        var before = state.getAndUpdate(now -> now == State.IDLE ? State.RUNNING : State.WOKEN_AGAIN);
        if (before == State.IDLE) {
            threads.newThread(this::run).start();
        }
    }

    /// Work that fails is over all the same: the next wake runs it again.
    private void run() {
        var done = false;
        try {
            do {
                state.set(State.RUNNING);
                work.run();
            } while (!state.compareAndSet(State.RUNNING, State.IDLE));
            done = true;
        } finally {
            if (!done) {
                state.set(State.IDLE);
            }
        }
    }
}
