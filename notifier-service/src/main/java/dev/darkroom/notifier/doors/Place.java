package dev.darkroom.notifier.doors;

import java.util.concurrent.atomic.AtomicReference;

/// A place inside. Promised at the handshake, taken when the socket opens, given back once, by whoever comes first: the
/// session's end, a refusal further in, or the time when nobody has taken it.
public final class Place {

    private enum State {
        PROMISED,
        TAKEN,
        FREE
    }

    private final Doors doors;
    private final Object address;
    private final long promisedAt;
    private final AtomicReference<State> state = new AtomicReference<>(State.PROMISED);

    Place(Doors doors, Object address, long promisedAt) {
        this.doors = doors;
        this.address = address;
        this.promisedAt = promisedAt;
    }

    /// The socket is open.
    public void take() {
        if (state.getAndSet(State.TAKEN) == State.FREE) {
            doors.cameLate(address);
        }
    }

    public void giveBack() {
        if (state.getAndSet(State.FREE) != State.FREE) {
            doors.left(address);
        }
    }

    /// Nobody has taken it in time.
    void expire() {
        if (state.compareAndSet(State.PROMISED, State.FREE)) {
            doors.left(address);
        }
    }

    boolean isPromised() {
        return state.get() == State.PROMISED;
    }

    long promisedAt() {
        return promisedAt;
    }
}
