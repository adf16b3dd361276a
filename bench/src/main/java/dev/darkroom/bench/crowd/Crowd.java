package dev.darkroom.bench.crowd;

import dev.darkroom.bench.arguments.LoopbackAddress;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Many owners, each with one socket, over one selector and on the caller's thread: nothing happens unless [#turn] is
/// called, and pings want an answer within ten seconds.
public final class Crowd implements AutoCloseable {

    private static final long RETRY_NANOS = 500_000_000;

    private final List<Member> members = new ArrayList<>();
    private final Deque<Member> outside = new ArrayDeque<>();
    private final Map<String, Long> troubles = new TreeMap<>();
    private final byte[] bytes = new byte[64 * 1024];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private final Selector selector = Selector.open();
    private Heard heard = new Heard();
    private @Nullable Opening opening;
    private int knocking;
    private long retryAt;

    /// @param perAddress so many connect from 127.0.1.1, the next from 127.0.1.2 and so on: one address has 28,000
    ///     ports. If that is enough for all, the kernel chooses
    public Crowd(LoopbackAddress notifier, List<String> tokens, int perAddress) throws IOException {
        for (var token : tokens) {
            var place = members.size() / perAddress;
            var own = tokens.size() > perAddress && notifier.socket().getAddress() instanceof Inet4Address;
            members.add(new Member(this, notifier, own ? address(place) : null, token));
        }
    }

    private static InetSocketAddress address(int place) throws IOException {
        var bytes = new byte[] {127, (byte) (place / 62_500), (byte) (1 + place / 250 % 250), (byte) (1 + place % 250)};
        return new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
    }

    /// Connects everybody and waits for their welcomes; who is refused tries again after half a second.
    ///
    /// @param atOnce so many are on their way to a welcome at the same time
    public Opening open(int atOnce, Duration atMost) throws IOException, InterruptedException {
        var own = new Opening();
        opening = own;
        knocking = 0;
        outside.clear();
        outside.addAll(members);
        turnUntil(
                () -> {
                    knock(atOnce);
                    return own.welcomed() == members.size();
                },
                atMost);
        opening = null;
        return own;
    }

    private void knock(int atOnce) {
        while (knocking < atOnce && !outside.isEmpty() && System.nanoTime() - retryAt >= 0) {
            var member = outside.poll();
            knocking++;
            try {
                member.connect(selector);
            } catch (IOException refused) {
                lost(member, String.valueOf(refused.getMessage()));
            }
        }
    }

    void listenTo(SocketChannel channel, Member member) throws ClosedChannelException {
        channel.register(selector, SelectionKey.OP_READ, member);
    }

    void upgraded(Member member) {
        if (opening != null) {
            opening.upgraded(member.began(), System.nanoTime());
        }
    }

    void welcomed() {
        knocking--;
        if (opening != null) {
            opening.welcomed(System.nanoTime());
        }
    }

    /// A member that was not let in tries again; one that was is missed.
    void lost(Member member, String why) {
        var wasOpen = member.isOpen();
        member.hangUp();
        if (opening != null && !wasOpen) {
            knocking = Math.max(0, knocking - 1);
            opening.retry(why);
            outside.add(member);
            retryAt = System.nanoTime() + RETRY_NANOS;
        } else {
            trouble(why);
        }
    }

    void trouble(String what) {
        troubles.merge(what, 1L, Long::sum);
    }

    public int size() {
        return members.size();
    }

    Heard heard() {
        return heard;
    }

    /// Counts anew from here.
    public Heard listen() {
        heard = new Heard();
        return heard;
    }

    /// Reads whatever is there.
    ///
    /// @param millis how long to wait if there is nothing; 0 for not at all
    public void turn(long millis) throws IOException, InterruptedException {
        if (millis > 0) {
            selector.select(this::ready, millis);
        } else {
            selector.selectNow(this::ready);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /// @return whether it came true in time
    public boolean turnUntil(BooleanSupplier done, Duration atMost) throws IOException, InterruptedException {
        var end = System.nanoTime() + atMost.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() >= end) {
                return false;
            }
            turn(5);
        }
        return true;
    }

    private void ready(SelectionKey key) {
        var member = (Member) key.attachment();
        try {
            if (key.isValid()) {
                member.ready(key, buffer, bytes);
            }
        } catch (IOException broken) {
            lost(member, String.valueOf(broken.getMessage()));
        }
    }

    /// Everybody is gone at once, as when a network fails. What was heard stays known, to resume behind it.
    public void hangUp() throws IOException, InterruptedException {
        members.forEach(Member::hangUp);
        turn(0);
    }

    /// What went wrong besides holes and repeats.
    public Map<String, Long> troubles() {
        return troubles;
    }

    @Override
    public void close() throws IOException {
        members.forEach(Member::hangUp);
        selector.close();
    }
}
