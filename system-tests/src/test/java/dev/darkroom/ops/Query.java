package dev.darkroom.ops;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What can be said of a PromQL expression by its text.
public record Query(String text) {

    private static final Pattern SERIES =
            Pattern.compile("\\b([a-z][a-z0-9]*_[a-z0-9_]+|darkroom:[a-z0-9_:]+|up)\\b(\\{[^}]*})?(?!\\()");

    private static final Pattern LABELS = Pattern.compile("\\b(?:by|on) ?\\(([^)]*)\\)");

    private static final List<String> NO_SERIES =
            List.of("histogram_quantile", "sum_over_time", "max_over_time", "clamp_min", "predict_linear");

    /// What it reads, each with its labels. Whatever an expression makes of it, none of these may be empty: a misspelt
    /// name would be, and `or vector(0)` would hide it.
    public List<String> series() {
        return SERIES.matcher(text.replaceAll("\\b(by|on|without) ?\\([^)]*\\)", ""))
                .results()
                .filter(found -> !NO_SERIES.contains(found.group(1)))
                .map(found -> found.group())
                .distinct()
                .toList();
    }

    /// What it groups and matches by. Of a misspelt one Prometheus makes a single group, and says nothing.
    public List<String> labels() {
        return LABELS.matcher(text)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(",", -1)))
                .map(String::strip)
                .distinct()
                .toList();
    }

    /// The unit that its value has, as Grafana names it: by the names of what it reads and by what it does with them.
    public String unit() {
        if (text.startsWith("histogram_quantile")) {
            return ofName();
        }
        if (text.contains(" / ")) {
            return text.matches("(?s).*_sum\\b.*/.*_count\\b.*") ? ofName() : "percentunit";
        }
        if (text.contains("rate(") || text.contains(":rate5m")) {
            var what = ofName();
            return what.equals("bytes") ? "Bps" : what.equals("s") && text.contains("_sum") ? "percentunit" : "ops";
        }
        return ofName();
    }

    private String ofName() {
        var name = series().getFirst().replaceAll("\\{.*", "").replaceAll("_(sum|bucket|max)$", "");
        if (name.endsWith("_seconds")) {
            return "s";
        }
        if (name.endsWith("_bytes")) {
            return "bytes";
        }
        if (name.endsWith("_usage") || name.endsWith("_overhead") || name.endsWith(":ratio")) {
            return "percentunit";
        }
        return name.endsWith("_failure_rate") ? "percent" : "short";
    }
}
