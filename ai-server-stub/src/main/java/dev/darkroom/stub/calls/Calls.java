package dev.darkroom.stub.calls;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The image calls since the last reset. Safe for many threads; a snapshot is of one moment.
public final class Calls {

    private static final Logger log = LoggerFactory.getLogger(Calls.class);

    private final int mostIds;
    private final Map<String, Integer> byGeneration = new HashMap<>();
    private final Map<String, Integer> byAttempt = new HashMap<>();
    private final Map<String, String> traceparents = new HashMap<>();
    private long total;
    private boolean full;

    /// Starts at nothing.
    ///
    /// @param mostIds ids remembered of each kind; calls with further ones count in the total only
    public Calls(int mostIds) {
        this.mostIds = mostIds;
    }

    /// @param traceparent kept with the attempt, the last one of each
    public synchronized void arrived(
            @Nullable String generationId, @Nullable String idempotencyKey, @Nullable String traceparent) {
        total++;
        count(byGeneration, generationId);
        count(byAttempt, idempotencyKey);
        if (idempotencyKey != null && traceparent != null && byAttempt.containsKey(idempotencyKey)) {
            traceparents.put(idempotencyKey, traceparent);
        }
    }

    /// The counts now: `{"total","byGeneration","byAttempt","traceparents"}`.
    public synchronized Map<String, Object> snapshot() {
        var snapshot = new LinkedHashMap<String, Object>();
        snapshot.put("total", total);
        snapshot.put("byGeneration", Map.copyOf(byGeneration));
        snapshot.put("byAttempt", Map.copyOf(byAttempt));
        snapshot.put("traceparents", Map.copyOf(traceparents));
        return snapshot;
    }

    public synchronized void reset() {
        total = 0;
        full = false;
        byGeneration.clear();
        byAttempt.clear();
        traceparents.clear();
    }

    private void count(Map<String, Integer> counts, @Nullable String id) {
        if (id == null) {
            return;
        }
        if (counts.size() < mostIds || counts.containsKey(id)) {
            counts.merge(id, 1, Integer::sum);
        } else if (!full) {
            full = true;
            log.atWarn()
                    .addKeyValue("ids", mostIds)
                    .log("Too many ids to count apart; new ones count in the total only until DELETE /calls");
        }
    }
}
