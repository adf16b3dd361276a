package dev.darkroom.bench.run;

import dev.darkroom.bench.sockets.OwnerSocket;
import dev.darkroom.bench.system.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Counts generations as they end, each once however often it is told, with the time it was first heard.
final class Endings implements OwnerSocket.Listener {

    private final Runnable whenOneEnds;
    private final Set<String> seen = new HashSet<>();
    private final List<Long> times = new ArrayList<>();
    private final Map<String, Long> troubles = new TreeMap<>();

    /// @param whenOneEnds must not wait
    Endings(Runnable whenOneEnds) {
        this.whenOneEnds = whenOneEnds;
    }

    @Override
    public synchronized void ended(String generationId, boolean completed, long at) {
        if (!seen.add(generationId)) {
            return;
        }
        times.add(at);
        if (!completed) {
            trouble("failed");
        }
        whenOneEnds.run();
        notifyAll();
    }

    @Override
    public void lost(Owner owner, String why) {
        trouble("socket " + why);
    }

    synchronized void trouble(String what) {
        troubles.merge(what, 1L, Long::sum);
    }

    /// @return whether so many ended in time
    synchronized boolean await(int count, Duration atMost) throws InterruptedException {
        var end = System.nanoTime() + atMost.toNanos();
        for (long left; times.size() < count && (left = end - System.nanoTime()) > 0; ) {
            wait(left / 1_000_000 + 1);
        }
        return times.size() >= count;
    }

    /// When each was heard of, in order.
    synchronized List<Long> times() {
        return times.stream().sorted().toList();
    }

    synchronized Map<String, Long> troubles() {
        return new TreeMap<>(troubles);
    }

    /// Ends a second between two of them, by their place in the order; 0 when that says nothing.
    static double rate(List<Long> times, int from, int to) {
        var nanos = to > from ? times.get(to) - times.get(from) : 0;
        return nanos > 0 ? (to - from) * 1e9 / nanos : 0;
    }
}
