package dev.darkroom.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The dashboards' descriptions, and the JSON that Grafana is given.
class DashboardsTest {

    private final List<Dashboard> dashboards = Dashboard.all();
    private final Runbook runbook = Runbook.read();

    /// Run with `-Ddashboards.write=true` it writes the files instead.
    @Test
    void what_grafana_loads_is_made_from_the_descriptions_and_the_runbook() throws IOException {
        var made = new HashMap<Path, String>();
        dashboards.forEach(one -> made.put(file(one.uid()), GrafanaJson.of(one, runbook)));
        made.put(file(GrafanaJson.RUNBOOK), GrafanaJson.of(runbook));
        if (Boolean.getBoolean("dashboards.write")) {
            for (var one : made.entrySet()) {
                Files.writeString(one.getKey(), one.getValue());
            }
        }

        assertThat(OpsFiles.in("grafana/dashboards")).hasSameElementsAs(made.keySet());
        assertThat(made)
                .allSatisfy((file, text) -> assertThat(OpsFiles.text(file))
                        .as("%s; make it anew with -Ddashboards.write=true, see docs/dashboards.md", file)
                        .isEqualTo(text));
    }

    private static Path file(String uid) {
        return OpsFiles.path("grafana/dashboards").resolve(uid + ".json");
    }

    @Test
    void grafana_finds_every_panel_in_its_own_place_with_a_unit_thresholds_a_source_and_a_link() {
        var uids = new ArrayList<String>();
        var entries = runbook.entries().size();
        for (var file : OpsFiles.in("grafana/dashboards")) {
            var dashboard = OpsFiles.JSON.readTree(OpsFiles.text(file));
            uids.add(dashboard.path("uid").asString());
            var panels = dashboard.path("panels").valueStream().toList();
            assertThat(panels.stream().map(panel -> panel.path("id").asInt()))
                    .as("ids in %s", file)
                    .doesNotHaveDuplicates();
            assertThat(overlapping(panels)).as("overlaps in %s", file).isEmpty();
            assertThat(panels.stream().filter(panel -> panel.has("targets"))).allSatisfy(panel -> {
                assertThat(panel.at("/fieldConfig/defaults/unit").asString("")).isNotBlank();
                assertThat(panel.at("/fieldConfig/defaults/thresholds/steps").size())
                        .isPositive();
                assertThat(panel.at("/datasource/uid").asString()).isEqualTo(GrafanaJson.DATASOURCE);
                assertThat(panel.at("/links/0/url").asString())
                        .matches("/d/darkroom-runbook\\?viewPanel=\\d+")
                        .satisfies(url -> assertThat(Integer.parseInt(url.split("=", 2)[1]))
                                .isBetween(1, entries));
            });
        }
        assertThat(uids).doesNotHaveDuplicates();
        assertThat(OpsFiles.yaml(OpsFiles.path("grafana/provisioning/datasources/prometheus.yml"))
                        .at("/datasources/0/uid")
                        .asString())
                .isEqualTo(GrafanaJson.DATASOURCE);
    }

    private static List<String> overlapping(List<JsonNode> panels) {
        var taken = new HashSet<List<Integer>>();
        var twice = new ArrayList<String>();
        for (var panel : panels) {
            var place = panel.path("gridPos");
            for (var x = 0; x < place.path("w").asInt(); x++) {
                for (var y = 0; y < place.path("h").asInt(); y++) {
                    var at =
                            List.of(place.path("x").asInt() + x, place.path("y").asInt() + y);
                    if (at.getFirst() > 23 || !taken.add(at)) {
                        twice.add(panel.path("title").asString());
                    }
                }
            }
        }
        return twice;
    }

    @Test
    void every_panel_asks_a_question_of_its_own() {
        var panels = dashboards.stream().flatMap(Dashboard::panels).toList();

        assertThat(panels).allSatisfy(panel -> {
            assertThat(panel.ask()).contains("?");
            assertThat(panel.queries()).isNotEmpty();
        });
        assertThat(panels.stream().map(Dashboard.Panel::ask)).doesNotHaveDuplicates();
        assertThat(panels.stream().flatMap(panel -> panel.queries().values().stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void every_panel_shows_the_unit_that_its_queries_have() {
        var wrong = dashboards.stream()
                .flatMap(Dashboard::panels)
                .flatMap(panel -> panel.queries().values().stream()
                        .map(query -> Map.entry(new Query(query).unit(), query))
                        .filter(query -> !query.getKey().equals(panel.unit()))
                        .map(query -> "%s shows %s, but %s is in %s"
                                .formatted(panel.ask(), panel.unit(), query.getValue(), query.getKey())));

        assertThat(wrong).isEmpty();
    }

    @Test
    void every_panel_leads_to_an_entry_of_the_runbook_and_every_entry_is_led_to() {
        var led = Stream.concat(
                        dashboards.stream()
                                .flatMap(one -> Stream.concat(
                                        Stream.of(one.runbook()),
                                        one.panels().flatMap(panel -> Stream.ofNullable(panel.runbook())))),
                        Rule.alerting().flatMap(RulesTest::entries))
                .distinct()
                .toList();

        assertThat(runbook.anchors()).doesNotHaveDuplicates().containsAll(led);
        assertThat(led)
                .containsAll(runbook.anchors().stream()
                        .filter(anchor -> !anchor.equals("before-you-look"))
                        .toList());
    }
}
