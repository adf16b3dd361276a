package dev.darkroom.notifier.sessions;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The newest progress of each generation of one owner, while it is news. The last value wins, and a generation changes
/// at most twice a second. Sessions keep the stamp of what they showed last, so nothing queues up for a slow one.
final class ProgressBoard {

    /// Older progress is no news.
    static final Duration FRESH = Duration.ofSeconds(5);

    private static final long PAUSE = Duration.ofMillis(500).toNanos();

    /// An owner has at most a hundred generations at work; whatever comes beyond is left out.
    private static final int MOST = 200;

    private final Map<UUID, Line> lines = new HashMap<>();
    private long stamp;

    /// @param stamp rises with everything that is put up
    record Shown(long stamp, String envelope) {}

    private static final class Line {
        private String envelope;
        private Instant at;
        private long stamp;
        private long shownAt;
        private @Nullable String next;
        private Instant nextAt;

        private Line(String envelope, Instant at, long stamp, long shownAt) {
            this.envelope = envelope;
            this.at = at;
            this.stamp = stamp;
            this.shownAt = shownAt;
            this.nextAt = at;
        }
    }

    /// @return whether it can be shown at once; otherwise [#release] puts it up later, unless something newer has come
    synchronized boolean post(UUID generation, Instant at, String envelope, long nanos) {
        var line = lines.get(generation);
        if (line == null) {
            if (lines.size() >= MOST) {
                return false;
            }
            lines.put(generation, new Line(envelope, at, ++stamp, nanos));
            return true;
        }
        if (at.isBefore(line.nextAt)) {
            return false;
        }
        line.next = envelope;
        line.nextAt = at;
        return putUp(line, nanos);
    }

    private boolean putUp(Line line, long nanos) {
        var next = line.next;
        if (next == null || nanos - line.shownAt < PAUSE) {
            return false;
        }
        line.envelope = next;
        line.at = line.nextAt;
        line.next = null;
        line.stamp = ++stamp;
        line.shownAt = nanos;
        return true;
    }

    /// Puts up what has waited long enough and takes down what is no news any more.
    ///
    /// @return whether there is something new to show
    synchronized boolean release(long nanos, Instant now) {
        var oldest = now.minus(FRESH);
        lines.values().removeIf(line -> line.nextAt.isBefore(oldest));
        var news = false;
        for (var line : lines.values()) {
            news |= putUp(line, nanos);
        }
        return news;
    }

    /// A durable event has told more.
    synchronized void takeDown(UUID generation) {
        lines.remove(generation);
    }

    /// The oldest that was put up after `seen` and is still news; null when there is none.
    synchronized @Nullable Shown after(long seen, Instant now) {
        var oldest = now.minus(FRESH);
        Line first = null;
        for (var line : lines.values()) {
            if (line.stamp > seen && !line.at.isBefore(oldest) && (first == null || line.stamp < first.stamp)) {
                first = line;
            }
        }
        return first == null ? null : new Shown(first.stamp, first.envelope);
    }
}
