package dev.darkroom.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The rules by themselves: that they are well-formed, fire when they should and only then, and lead to the runbook.
class RulesTest {

    private final Runbook runbook = Runbook.read();

    @Test
    void prometheus_and_alertmanager_accept_what_they_are_given() throws Exception {
        var promtool = Programs.find("promtool").toString();
        succeeds(List.of(promtool, "check", "config", path("prometheus/prometheus.yml")));
        succeeds(List.of(Programs.find("amtool").toString(), "check-config", path("alertmanager/alertmanager.yml")));
    }

    @Test
    void every_alert_fires_when_it_should_and_only_then() throws Exception {
        var command = new ArrayList<>(List.of(Programs.find("promtool").toString(), "test", "rules"));
        OpsFiles.in("prometheus/tests").stream().map(Path::toString).forEach(command::add);
        succeeds(command);
    }

    @Test
    void every_alert_is_seen_firing_and_not_firing() {
        var tested = OpsFiles.in("prometheus/tests").stream()
                .map(OpsFiles::yaml)
                .flatMap(file -> file.path("tests").valueStream())
                .flatMap(test -> test.path("alert_rule_test").valueStream())
                .map(test -> test.path("alertname").asString()
                        + (test.path("exp_alerts").isEmpty() ? " is silent" : " fires"))
                .distinct()
                .toList();

        assertThat(tested)
                .containsExactlyInAnyOrderElementsOf(Rule.alerting()
                        .flatMap(alert -> Stream.of(alert.name() + " fires", alert.name() + " is silent"))
                        .toList());
    }

    @Test
    void every_alert_says_how_urgent_it_is_and_leads_to_what_it_means_where_to_look_and_what_to_do() {
        assertThat(Rule.alerting()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.labels().get("severity")).isIn("page", "ticket");
            assertThat(alert.runbookUrl()).startsWith("{{ $externalLabels.docs }}docs/runbook.md#");
            assertThat(entries(alert))
                    .isNotEmpty()
                    .allSatisfy(anchor -> assertThat(runbook.entries()
                                    .get(runbook.position(anchor) - 1)
                                    .text())
                            .contains("**Means.**", "**Look.**", "**Do.**"));
        });
    }

    /// The entries that an alert's address can lead to: one for each promise where it names one.
    static Stream<String> entries(Rule alert) {
        var anchor = alert.runbookUrl().replaceFirst(".*#", "");
        var placeholder = "{{ $labels.slo }}";
        return anchor.contains(placeholder)
                ? promises().map(slo -> anchor.replace(placeholder, slo))
                : Stream.of(anchor);
    }

    private static Stream<String> promises() {
        return Rule.all().stream()
                .filter(rule -> rule.name().equals("darkroom:slo_objective:ratio"))
                .map(rule -> rule.labels().getOrDefault("slo", ""));
    }

    private static void succeeds(List<String> command) throws IOException, InterruptedException {
        assertThat(Programs.failure(new ProcessBuilder(command)))
                .as(String.join(" ", command))
                .isEmpty();
    }

    private static String path(String below) {
        return OpsFiles.path(below).toString();
    }
}
