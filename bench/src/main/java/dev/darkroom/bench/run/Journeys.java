package dev.darkroom.bench.run;

import dev.darkroom.bench.report.Latencies;
import dev.darkroom.bench.sockets.OwnerSocket;
import dev.darkroom.bench.system.Owner;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Brings together the two halves of each generation's journey: the POST that was answered, and the frame that told of
/// its end. Either may come first.
final class Journeys implements OwnerSocket.Listener {

    private final long waitedNanos;
    private final Map<String, Half> halves = new HashMap<>();
    private final Latencies fromDue = new Latencies();
    private final Latencies fromSent = new Latencies();
    private final Latencies accept = new Latencies();
    private final Map<String, Long> troubles = new TreeMap<>();
    private int open;

    /// @param waited time the AI server takes of each journey, which is not ours
    Journeys(Duration waited) {
        waitedNanos = waited.toNanos();
    }

    /// When a generation was to be posted and when it was; what only warms up is not recorded.
    record Post(long due, long sent, boolean recorded) implements Half {}

    sealed interface Half permits Post, Heard, Met {}

    record Heard(boolean completed, long at) implements Half {}

    record Met() implements Half {}

    synchronized void posted(String generationId, Post post, long answered) {
        if (post.recorded()) {
            accept.record(answered - post.sent());
        }
        if (halves.put(generationId, post) instanceof Heard heard) {
            meet(generationId, post, heard);
        } else {
            open++;
        }
    }

    @Override
    public synchronized void ended(String generationId, boolean completed, long at) {
        var heard = new Heard(completed, at);
        switch (halves.putIfAbsent(generationId, heard)) {
            case Post post -> {
                open--;
                meet(generationId, post, heard);
            }
            case Heard _, Met _ -> {
                // told twice, as delivery at least once may
            }
            case null -> {
                // ahead of its 202
            }
        }
    }

    private void meet(String generationId, Post post, Heard heard) {
        halves.put(generationId, new Met());
        if (!heard.completed()) {
            trouble("failed");
        } else if (post.recorded()) {
            fromDue.record(heard.at() - post.due() - waitedNanos);
            fromSent.record(heard.at() - post.sent() - waitedNanos);
        }
        notifyAll();
    }

    @Override
    public void lost(Owner owner, String why) {
        trouble("socket " + why);
    }

    synchronized void trouble(String what) {
        troubles.merge(what, 1L, Long::sum);
    }

    /// Waits until every accepted generation was heard of; counts those that were not as missing.
    synchronized void awaitAll(Duration atMost) throws InterruptedException {
        var end = System.nanoTime() + atMost.toNanos();
        for (long left; open > 0 && (left = end - System.nanoTime()) > 0; ) {
            wait(left / 1_000_000 + 1);
        }
        if (open > 0) {
            troubles.put("missing", (long) open);
        }
    }

    synchronized Latencies fromDue() {
        return fromDue;
    }

    synchronized Latencies fromSent() {
        return fromSent;
    }

    synchronized Latencies accept() {
        return accept;
    }

    synchronized Map<String, Long> troubles() {
        return new TreeMap<>(troubles);
    }
}
