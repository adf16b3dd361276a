package dev.darkroom.bench.http;

import dev.darkroom.bench.report.Latencies;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What a closed loop counted while it measured.
public final class Tally {

    private final Latencies latencies = new Latencies();
    private final int[] byStatus = new int[1000];
    private final int[] acceptedBy;
    private long lost;
    private Duration took = Duration.ZERO;
    private Duration cpu = Duration.ZERO;

    Tally(int connections) {
        acceptedBy = new int[connections];
    }

    void answered(int connection, int status, long nanos) {
        latencies.record(nanos);
        byStatus[status]++;
        if (status == 202) {
            acceptedBy[connection]++;
        }
    }

    void lost() {
        lost++;
    }

    void finished(Duration wall, Duration client) {
        took = wall;
        cpu = client;
    }

    public Latencies latencies() {
        return latencies;
    }

    public int accepted() {
        return byStatus[202];
    }

    public int acceptedBy(int connection) {
        return acceptedBy[connection];
    }

    public double acceptedPerSecond() {
        return accepted() / (took.toNanos() / 1e9);
    }

    /// How long was measured.
    public Duration took() {
        return took;
    }

    /// Processor time of the client's own thread an answered request.
    public double clientMicrosPerRequest() {
        return cpu.toNanos() / 1e3 / Math.max(1, IntStream.of(byStatus).sum());
    }

    /// Everything but 202, by status; `lost` are connections that ended without an answer.
    public Map<String, Long> others() {
        var others = new TreeMap<String, Long>();
        for (int status = 0; status < byStatus.length; status++) {
            if (status != 202 && byStatus[status] > 0) {
                others.put(String.valueOf(status), (long) byStatus[status]);
            }
        }
        if (lost > 0) {
            others.put("lost", lost);
        }
        return others;
    }
}
