package dev.darkroom.notifier.doors;

import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/// Who may come in as far as numbers go. In memory and of this instance: two instances let in twice as many.
///
/// Everything is one short step under one lock, taken once when a session begins and once when it ends.
public final class Doors {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /// Somebody of the same address has to leave first.
    private static final Duration LATER = Duration.ofSeconds(10);

    /// A connection may break between the handshake and the socket, and the container tells nobody.
    private static final long PROMISE = Duration.ofSeconds(60).toNanos();

    private final DoorLimits limits;
    private final Map<Object, Integer> inside = new HashMap<>();
    private final Queue<Place> promised = new ArrayDeque<>();
    private Bucket handshakes;
    private int total;

    /// @param nanos the monotonic clock, now
    public Doors(DoorLimits limits, long nanos) {
        this.limits = limits;
        this.handshakes = Bucket.full(limits.handshakesPerSecond(), nanos);
    }

    /// A place for one session of this address.
    ///
    /// @param from the client's address as the container knows it
    /// @param nanos the monotonic clock, now
    /// @throws Problem when the client has to wait outside
    public synchronized Place enter(String from, long nanos) {
        handshakes = handshakes
                .take(nanos)
                .orElseThrow(() -> new Problem(
                        ProblemCode.UNAVAILABLE, "Too many handshakes at once; come back in a second.", AT_ONCE));
        forgetBrokenPromises(nanos);
        if (total >= limits.sessions()) {
            throw new Problem(ProblemCode.UNAVAILABLE, "This server is full; try again.", AT_ONCE);
        }
        var address = network(from);
        if (inside.getOrDefault(address, 0) >= limits.sessionsPerAddress()) {
            throw new Problem(ProblemCode.RATE_LIMITED, "Too many sessions from your address.", LATER);
        }
        entered(address);
        var place = new Place(this, address, nanos);
        promised.add(place);
        return place;
    }

    /// Promised or taken.
    public synchronized int taken() {
        return total;
    }

    /// The place had gone, but the socket is open: it counts.
    synchronized void cameLate(Object address) {
        entered(address);
    }

    private void entered(Object address) {
        inside.merge(address, 1, Integer::sum);
        total++;
    }

    synchronized void left(Object address) {
        inside.computeIfPresent(address, (_, sessions) -> sessions == 1 ? null : sessions - 1);
        total--;
    }

    /// The oldest are first, and most of them have been taken long since.
    private void forgetBrokenPromises(long nanos) {
        for (var oldest = promised.peek();
                oldest != null && (!oldest.isPromised() || nanos - oldest.promisedAt() >= PROMISE);
                oldest = promised.peek()) {
            oldest.expire();
            promised.remove();
        }
    }

    /// Whoever has one IPv6 address has 2^64 of them. What a proxy forwards may be no address at all, and is never
    /// looked up.
    private static Object network(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? ByteBuffer.wrap(six.getAddress()).getLong()
                    : address;
        } catch (IllegalArgumentException name) {
            return address;
        }
    }
}
