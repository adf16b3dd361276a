package dev.darkroom.ops;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A recording or alerting rule.
///
/// @param alerts whether it is an alert
public record Rule(String name, boolean alerts, String expr, Map<String, String> labels, String runbookUrl) {

    public static List<Rule> all() {
        return OpsFiles.in("prometheus/rules").stream()
                .map(OpsFiles::yaml)
                .flatMap(file -> file.path("groups").valueStream())
                .flatMap(group -> group.path("rules").valueStream())
                .map(Rule::of)
                .toList();
    }

    public static Stream<Rule> alerting() {
        return all().stream().filter(Rule::alerts);
    }

    private static Rule of(JsonNode rule) {
        var labels = new HashMap<String, String>();
        rule.path("labels").forEachEntry((name, value) -> labels.put(name, value.asString()));
        return new Rule(
                rule.path("alert").asString(rule.path("record").asString("")),
                rule.has("alert"),
                rule.path("expr").asString().strip(),
                Map.copyOf(labels),
                rule.path("annotations").path("runbook_url").asString(""));
    }
}
