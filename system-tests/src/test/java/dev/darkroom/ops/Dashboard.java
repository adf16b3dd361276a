package dev.darkroom.ops;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A dashboard as `ops/dashboards` describes it.
///
/// @param runbook the entry that panels without one of their own lead to
public record Dashboard(String title, String uid, String about, String runbook, List<Row> rows) {

    /// What a panel's window is called in the description.
    static final String WINDOW = "$window";

    public record Row(String title, List<Panel> panels) {}

    /// @param ask the question that it answers
    /// @param show `number`, else lines over time
    /// @param unit as Grafana names it
    /// @param wide columns of 24; 12 unless told
    /// @param warn where a value turns yellow
    /// @param bad where it turns red
    /// @param below whether lower values are the bad ones
    /// @param queries what is asked of Prometheus, by what it is called
    public record Panel(
            String ask,
            @Nullable String show,
            String unit,
            boolean stack,
            @Nullable Integer wide,
            @Nullable Double warn,
            @Nullable Double bad,
            boolean below,
            @Nullable String runbook,
            Map<String, String> queries) {

        boolean isNumber() {
            return "number".equals(show);
        }

        /// The queries with a window of that length.
        public List<String> queries(String window) {
            return queries.values().stream()
                    .map(query -> query.replace(WINDOW, window))
                    .toList();
        }
    }

    public static List<Dashboard> all() {
        return OpsFiles.in("dashboards").stream()
                .map(OpsFiles::yaml)
                .map(described -> OpsFiles.JSON.treeToValue(described, Dashboard.class))
                .toList();
    }

    public Stream<Panel> panels() {
        return rows.stream().flatMap(row -> row.panels().stream());
    }
}
