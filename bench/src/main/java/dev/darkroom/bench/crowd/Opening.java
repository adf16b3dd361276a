package dev.darkroom.bench.crowd;

import dev.darkroom.bench.report.Latencies;
import java.util.Map;
import java.util.TreeMap;

/// How the crowd came in.
public final class Opening {

    private final long began = System.nanoTime();
    private final Latencies handshakes = new Latencies();
    private final Map<String, Long> retries = new TreeMap<>();
    private long upgradedAt = began;
    private long welcomedAt = began;
    private int welcomed;

    void upgraded(long since, long at) {
        handshakes.record(at - since);
        upgradedAt = at;
    }

    void welcomed(long at) {
        welcomed++;
        welcomedAt = at;
    }

    void retry(String why) {
        retries.merge(why, 1L, Long::sum);
    }

    public int welcomed() {
        return welcomed;
    }

    /// From `connect` to the answer 101.
    public Latencies handshakes() {
        return handshakes;
    }

    public double handshakesPerSecond() {
        return handshakes.count() * 1e9 / Math.max(1, upgradedAt - began);
    }

    /// Until the last one was welcomed.
    public double seconds() {
        return (welcomedAt - began) / 1e9;
    }

    public long began() {
        return began;
    }

    /// Handshakes that had to be tried again, by what came of them.
    public Map<String, Long> retries() {
        return retries;
    }
}
