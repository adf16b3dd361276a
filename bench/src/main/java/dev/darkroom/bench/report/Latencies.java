package dev.darkroom.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// Durations and their percentiles, to three digits, up to ten minutes. Not for several threads at once.
public final class Latencies {

    private static final long MOST_MICROS = 600_000_000;

    private final Histogram micros = new Histogram(MOST_MICROS, 3);

    /// A time below zero, which a subtracted waiting time can leave, counts as none.
    public void record(long nanos) {
        micros.recordValue(Math.clamp(nanos / 1000, 0, MOST_MICROS));
    }

    public long count() {
        return micros.getTotalCount();
    }

    /// Milliseconds at the usual percentiles; nothing when nothing was recorded.
    public Map<String, Double> millis() {
        var millis = new LinkedHashMap<String, Double>();
        if (count() > 0) {
            millis.put("p50", at(50));
            millis.put("p90", at(90));
            millis.put("p99", at(99));
            millis.put("p99.9", at(99.9));
            millis.put("max", at(100));
        }
        return millis;
    }

    private double at(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }
}
