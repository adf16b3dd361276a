package dev.darkroom.ops;

import dev.darkroom.ops.Dashboard.Panel;
import dev.darkroom.ops.Dashboard.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes dashboards as Grafana loads them. Panels stand in the order of their description, from left to right.
final class GrafanaJson {

    static final String DATASOURCE = "darkroom-prometheus";
    static final String RUNBOOK = "darkroom-runbook";

    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final int COLUMNS = 24;
    private static final int HALF = 12;

    private final Runbook runbook;
    private final List<Map<String, Object>> panels = new ArrayList<>();
    private int x;
    private int y;
    private int height;

    private GrafanaJson(Runbook runbook) {
        this.runbook = runbook;
    }

    static String of(Dashboard dashboard, Runbook runbook) {
        var writer = new GrafanaJson(runbook);
        for (var row : dashboard.rows()) {
            writer.row(row);
            row.panels().forEach(panel -> writer.panel(panel, dashboard.runbook()));
        }
        return writer.write(dashboard.uid(), dashboard.title(), dashboard.about());
    }

    /// The runbook as a dashboard, so that a panel's link leads somewhere wherever Grafana runs.
    static String of(Runbook runbook) {
        var writer = new GrafanaJson(runbook);
        for (var entry : runbook.entries()) {
            var panel = writer.place("text", entry.title(), COLUMNS, 9);
            panel.put("options", ordered("mode", "markdown", "content", entry.text()));
        }
        return writer.write(RUNBOOK, "Runbook", "What alerts and panels mean, where to look, what to do");
    }

    private void row(Row row) {
        place("row", row.title(), COLUMNS, 1).put("collapsed", false);
    }

    private void panel(Panel panel, String usualEntry) {
        var wide = panel.wide() == null ? HALF : panel.wide();
        var type = panel.isNumber() ? "stat" : "timeseries";
        var json = place(type, panel.ask(), wide, panel.isNumber() ? 5 : 8);
        json.put("datasource", ordered("type", "prometheus", "uid", DATASOURCE));
        json.put(
                "links",
                List.of(ordered(
                        "title",
                        "Runbook",
                        "url",
                        "/d/%s?viewPanel=%d"
                                .formatted(
                                        RUNBOOK,
                                        runbook.position(panel.runbook() == null ? usualEntry : panel.runbook())))));
        json.put("fieldConfig", ordered("defaults", defaults(panel), "overrides", List.of()));
        json.put("targets", targets(panel));
    }

    private Map<String, Object> place(String type, String title, int wide, int high) {
        if (x + wide > COLUMNS) {
            x = 0;
            y += height;
            height = 0;
        }
        var panel = ordered(
                "id",
                panels.size() + 1,
                "type",
                type,
                "title",
                title,
                "gridPos",
                ordered("h", high, "w", wide, "x", x, "y", y));
        panels.add(panel);
        x += wide;
        height = Math.max(height, high);
        return panel;
    }

    private static Map<String, Object> defaults(Panel panel) {
        var defaults = ordered("unit", panel.unit(), "thresholds", ordered("mode", "absolute", "steps", steps(panel)));
        if (!panel.isNumber()) {
            defaults.put(
                    "custom",
                    ordered(
                            "fillOpacity",
                            panel.stack() ? 40 : 8,
                            "stacking",
                            Map.of("mode", panel.stack() ? "normal" : "none"),
                            "thresholdsStyle",
                            Map.of("mode", panel.warn() == null && panel.bad() == null ? "off" : "dashed")));
        }
        return defaults;
    }

    private static List<Map<String, Object>> steps(Panel panel) {
        var steps = new ArrayList<Map<String, Object>>();
        steps.add(step(panel.below() ? "red" : "green", null));
        if (panel.below()) {
            var fine = panel.warn() == null ? panel.bad() : panel.warn();
            if (panel.bad() != null && panel.warn() != null) {
                steps.add(step("yellow", panel.bad()));
            }
            steps.add(step("green", fine));
        } else {
            if (panel.warn() != null) {
                steps.add(step("yellow", panel.warn()));
            }
            if (panel.bad() != null) {
                steps.add(step("red", panel.bad()));
            }
        }
        return steps;
    }

    private static Map<String, Object> step(String colour, @Nullable Double from) {
        var step = ordered("color", colour);
        step.put("value", from);
        return step;
    }

    private static List<Map<String, Object>> targets(Panel panel) {
        var targets = new ArrayList<Map<String, Object>>();
        panel.queries()
                .forEach((name, query) -> targets.add(ordered(
                        "refId",
                        String.valueOf((char) ('A' + targets.size())),
                        "expr",
                        query.replace(Dashboard.WINDOW, "$__rate_interval"),
                        "legendFormat",
                        name)));
        return targets;
    }

    private String write(String uid, String title, String about) {
        var dashboard = ordered(
                "uid", uid, "title", title, "description", about, "tags", List.of("darkroom"), "editable", false);
        dashboard.put("schemaVersion", 39);
        dashboard.put("refresh", "30s");
        dashboard.put("time", ordered("from", "now-1h", "to", "now"));
        dashboard.put("panels", panels);
        return PRETTY.writeValueAsString(dashboard) + "\n";
    }

    /// A map that keeps the order in which its names and values are given.
    private static Map<String, Object> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
