package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.ops.Dashboard;
import dev.darkroom.ops.OpsFiles;
import dev.darkroom.ops.Query;
import dev.darkroom.ops.Rule;
import dev.darkroom.ops.Runbook;
import dev.darkroom.standalone.Ports;
import dev.darkroom.testkit.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What operators look at and type, on a running system to which things happen.
@Order(21)
@ExtendWith(OnTheSite.class)
class DashboardsIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    /// Longer than the test, so that nothing that happened in it is too long ago.
    private static final String WINDOW = "10m";

    @TempDir
    Path folder;

    @Test
    void every_panel_and_every_rule_has_an_answer_and_every_command_of_the_runbook_works(Site site) throws Exception {
        Programs.find("prometheus");
        Programs.find("promtool");
        var ports = site.ports();
        var further = site.further();
        further.start(Service.API, Map.of("darkroom.canary.every", "2s", "darkroom.watch.database-disk", "100GB"));
        var jobs = Map.of(
                "api-service",
                List.of(
                        Ports.management(ports.api()),
                        Ports.management(further.api().base().getPort())),
                "worker-service",
                List.of(Ports.management(ports.worker())),
                "notifier-service",
                List.of(Ports.management(ports.notifier())));
        try (var prometheus = Prometheus.watch(folder, jobs)) {
            var operator = new Operator(site);
            within(
                    SOON,
                    () -> assertThat(prometheus.values("up"))
                            .as("who is watched")
                            .hasSize(4)
                            .containsOnly(1.0));
            var left = thingsHappen(site, operator);

            within(SOON, () -> assertThat(unanswered(prometheus)).isEmpty());
            assertThat(unknown(prometheus)).isEmpty();
            assertThat(outOfRange(prometheus)).isEmpty();
            assertThat(prometheus.rules())
                    .hasSameSizeAs(Rule.all())
                    .allSatisfy(rule -> assertThat(rule.path("health").asString())
                            .as("%s", rule)
                            .isEqualTo("ok"));
            theRunbooksCommandsWork(site, prometheus, operator);
            theRunbookWorksInContainersToo(site, prometheus, operator);
            operator.discard(left);
        }
    }

    /// An operator of the site.
    private record Operator(Http http, String password) {

        Operator(Site site) throws IOException {
            this(
                    site,
                    Files.readString(site.data().path().resolve("keys").resolve("operator-password"))
                            .strip());
        }

        private Operator(Site site, String password) {
            this(Owner.signIn(site.api(), site.notifier(), EMAIL, password).api(), password);
        }

        static final String EMAIL = "operator@darkroom.local";

        /// Of the one code that this test makes.
        List<String> open() {
            return http.get("/api/ops/dead-letter?state=OPEN&failureCode=AI_SERVER_REFUSED&limit=100")
                    .expect(200)
                    .json()
                    .path("items")
                    .valueStream()
                    .map(letter -> letter.path("id").asString())
                    .toList();
        }

        void replay(List<String> ids) {
            http.post("/api/ops/replay", """
                    {"ids":["%s"]}""".formatted(String.join("\",\"", ids)))
                    .expect(202);
        }

        void discard(String id) {
            http.post("/api/ops/dead-letter/" + id + "/discard", """
                    {"reason":"has served its purpose"}""").expect(200);
        }
    }

    /// Failures, a dead letter and its replay, retries, a lost session, a webhook, an absent database.
    ///
    /// @return a dead letter that is still open
    private static String thingsHappen(Site site, Operator operator) throws Exception {
        var owner = site.newOwner();
        var known = operator.open();
        site.aiServer().takes(Duration.ofMillis(20));
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try (var socket = owner.listen()) {
            owner.notifier()
                    .post("/api/webhook", """
                            {"url":"http://127.0.0.1:%d/hook"}""".formatted(receiver.getAddress().getPort()))
                    .expect(201);
            site.aiServer().misbehaves("""
                    {"errorRate":1,"status":405}""");
            owner.order(3, "refused");
            within(SOON, () -> assertThat(operator.open()).hasSize(known.size() + 3));
            site.aiServer().misbehaves("""
                    {"errorRate":1,"status":500}""");
            var retried = owner.order(5, "tried again");
            within(
                    SOON,
                    () -> assertThat(retried)
                            .allSatisfy(each ->
                                    assertThat(site.aiServer().calls().of(each)).isPositive()));
            site.aiServer().behaves();
            owner.awaitComplete(retried);
            var letters = new ArrayList<>(operator.open());
            letters.removeAll(known);
            operator.replay(letters.subList(0, 2));
            owner.awaitComplete(owner.order(3, "all is well"));
            // three failures, eight pictures, two that began anew and were completed
            socket.awaitSequence(1, 15);
            owner.notifier().post("/api/notification/ack", """
                            {"through":5}""").expect(200);
            lookAtAPicture(owner, retried.getFirst());
            changeOfMind(site, owner);
            comeBack(owner, socket);
            theDatabaseIsAway(site, owner);
            return letters.getLast();
        } finally {
            receiver.stop(0);
        }
    }

    private static void lookAtAPicture(Owner owner, Generation generation) {
        var image = owner.read(generation.id()).images().getFirst();
        var tag = owner.api().get(image.url()).expect(200).header("ETag");
        Http.send(owner.api().request(image.url()).header("If-None-Match", tag).GET())
                .expect(304);
    }

    private static void changeOfMind(Site site, Owner owner) {
        site.aiServer().takes(Duration.ofSeconds(10));
        var order = owner.order("changed my mind");
        owner.api().post("/api/generation/" + order.id() + "/cancel", "").expect(200);
        site.aiServer().takes(Duration.ofMillis(20));
        owner.api().post("/api/generation/" + order.id() + "/retry", "").expect(202);
        owner.awaitComplete(order.id());
        owner.api().get("/api/generation/nonsense").expectProblem(400, "VALIDATION_FAILED");
    }

    private static void comeBack(Owner owner, Socket lost) {
        lost.close();
        owner.awaitComplete(owner.order("while nobody listened").id());
        try (var again = owner.listen(lost.cursor())) {
            within(SOON, () -> assertThat(again.events()).isNotEmpty());
        }
    }

    private static void theDatabaseIsAway(Site site, Owner owner) throws InterruptedException {
        site.database().kill();
        owner.ask("a picture").expectProblem(503, "UNAVAILABLE");
        site.bringBack(site.database());
        within(SOON, () -> owner.ask("the first one after").expect(202));
    }

    /// Whatever any panel or rule reads, and whatever it makes of it, that Prometheus has no number for.
    private static List<String> unanswered(Prometheus prometheus) {
        var expressions = Stream.concat(
                        panels(),
                        Rule.all().stream().filter(rule -> !rule.alerts()).map(Rule::expr))
                .toList();
        var read = Stream.concat(expressions.stream(), Rule.alerting().map(Rule::expr))
                .flatMap(expression -> new Query(expression).series().stream());
        return Stream.concat(expressions.stream(), read)
                .distinct()
                .filter(query -> prometheus.values(query).isEmpty())
                .toList();
    }

    /// Whatever anybody reads that does not exist, and labels that nothing of what is read has. The runbook's questions
    /// may well have no answer when all is well, so a misspelt one would look the same.
    private static List<String> unknown(Prometheus prometheus) {
        var unknown = new ArrayList<String>();
        Stream.of(panels(), Rule.all().stream().map(Rule::expr), Runbook.read().asked())
                .flatMap(expressions -> expressions)
                .distinct()
                .map(Query::new)
                .forEach(query -> {
                    var labels = new HashSet<String>();
                    for (var series : query.series()) {
                        var found = prometheus.ask(series);
                        if (found.isEmpty()) {
                            unknown.add(series + " in " + query.text());
                        }
                        found.forEach(one -> labels.addAll(one.path("metric").propertyNames()));
                    }
                    query.labels().stream()
                            .filter(label -> !labels.contains(label))
                            .forEach(label -> unknown.add(label + " in " + query.text()));
                });
        return unknown;
    }

    private static Stream<String> panels() {
        return Dashboard.all().stream().flatMap(Dashboard::panels).flatMap(panel -> panel.queries(WINDOW).stream());
    }

    /// A share is at most one, and nothing that is counted or measured is below zero.
    private static List<String> outOfRange(Prometheus prometheus) {
        var wrong = new ArrayList<String>();
        for (var panel : Dashboard.all().stream().flatMap(Dashboard::panels).toList()) {
            var most = panel.unit().equals("percentunit") ? 1.001 : Double.MAX_VALUE;
            var least = panel.unit().equals("percent") ? -1 : 0;
            for (var query : panel.queries(WINDOW)) {
                prometheus.values(query).stream()
                        .filter(value -> value < least || value > most)
                        .forEach(value -> wrong.add("%s: %s %s".formatted(panel.ask(), value, panel.unit())));
            }
        }
        return wrong;
    }

    private void theRunbooksCommandsWork(Site site, Prometheus prometheus, Operator operator) throws Exception {
        var script = new StringBuilder();
        for (var entry : Runbook.read().entries()) {
            entry.commands()
                    .forEach(block -> script.append("echo '# ")
                            .append(entry.title())
                            .append("'\n")
                            .append(block));
        }
        run(
                OpsFiles.home(),
                script.toString(),
                Map.of(
                        "DARKROOM_URL", site.api().base().toString(),
                        "DARKROOM_OPERATOR_EMAIL", Operator.EMAIL,
                        "DARKROOM_OPERATOR_PASSWORD", operator.password(),
                        "DARKROOM_MANAGEMENT",
                                "http://localhost:"
                                        + Ports.management(site.ports().api()),
                        "PROMETHEUS", prometheus.address().toString()));
    }

    /// There is no container engine here: in its place stands what it would run, with this machine's addresses.
    private void theRunbookWorksInContainersToo(Site site, Prometheus prometheus, Operator operator) throws Exception {
        var inside = Files.createDirectory(folder.resolve("containers"));
        Files.writeString(
                inside.resolve(".env"), """
                DARKROOM_URL=%s
                DARKROOM_OPERATOR_EMAIL=%s
                DARKROOM_SIGNING_KEY=-----BEGIN PRIVATE KEY-----MII=-----END PRIVATE KEY-----
                DARKROOM_OPERATOR_PASSWORD=%s
                """.formatted(site.api().base(), Operator.EMAIL, operator.password()));
        var first = Runbook.read().entries().getFirst();
        var blocks = new ArrayList<>(first.inContainers());
        blocks.addAll(first.commands().subList(1, first.commands().size()));
        var said = run(
                inside,
                """
                docker() {
                  case "$*" in
                    "compose exec -T prometheus promtool query instant http://localhost:9090 "*)
                      promtool query instant "$PROMETHEUS" "${@: -1}" ;;
                    "compose exec -T api-service /opt/darkroom/healthy 9080 "*) "$HEALTHY" "$PORT" "${@: -1}" ;;
                    *) echo "docker $*"; return 1 ;;
                  esac
                }
                """ + String.join("", blocks) + "health readiness\n",
                Map.of(
                        "PROMETHEUS",
                        prometheus.address().toString(),
                        "HEALTHY",
                        OpsFiles.path("image/healthy").toString(),
                        "PORT",
                        String.valueOf(Ports.management(site.ports().api()))));
        assertThat(said).contains("\"breakers\"", "\"status\":\"UP\"");
    }

    private String run(Path where, String script, Map<String, String> environment)
            throws IOException, InterruptedException {
        var file = Files.createTempFile(folder, "said", ".txt");
        var shell = new ProcessBuilder("bash", "-c", "set -eu -o pipefail\n" + script)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(file.toFile());
        shell.environment().putAll(environment);
        var running = shell.start();
        assertThat(running.waitFor(60, TimeUnit.SECONDS)).as("the commands end").isTrue();
        var said = Files.readString(file);
        assertThat(running.exitValue()).as(said).isZero();
        return said;
    }
}
