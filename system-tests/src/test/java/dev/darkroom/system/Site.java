package dev.darkroom.system;

import dev.darkroom.standalone.DataFolder;
import dev.darkroom.standalone.EmbeddedDatabase;
import dev.darkroom.standalone.Part;
import dev.darkroom.standalone.Parts;
import dev.darkroom.standalone.Ports;
import dev.darkroom.standalone.Project;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One whole Darkroom, real to the last part, on a folder and ports of its own. Faults are done to it by name and
/// mended by name; nothing restarts by itself here.
final class Site implements AutoCloseable {

    private static final Duration COMES_UP_WITHIN = Duration.ofSeconds(90);

    private final Project project;
    private final DataFolder data;
    private final Ports ports;
    private final Parts parts;
    private final Thread emergencyStop;
    private final AtomicInteger owners = new AtomicInteger();

    private @Nullable Further further;
    private @Nullable Collector collector;

    private Site(Project project, DataFolder data, Ports ports, Parts parts) {
        this.project = project;
        this.data = data;
        this.ports = ports;
        this.parts = parts;
        this.emergencyStop = new Thread(this::stopAtOnce, "stop");
    }

    /// Starts all parts and returns when all are ready.
    static Site start(Path folder) throws IOException, InterruptedException {
        var project = Project.find();
        var ports = Ports.free();
        var data = fresh(folder, project, ports);
        var collector = Collector.open();
        var env = env(folder);
        env.putAll(observed(collector));
        var site = new Site(project, data, ports, Parts.of(project, data, ports, env));
        site.collector = collector;
        Runtime.getRuntime().addShutdownHook(site.emergencyStop);
        try {
            site.comeUp();
            return site;
        } catch (RuntimeException failed) {
            site.close();
            throw failed;
        }
    }

    /// Another Darkroom on other ports, with what was kept of a lost one and a broker that knows nothing. Only its
    /// database runs yet.
    static Site restored(Site lost, Backup backup) throws IOException, InterruptedException {
        var project = lost.project;
        var ports = Ports.free();
        var folder = lost.data.path().resolveSibling("site-restored");
        var data = fresh(folder, project, ports);
        backup.restoreTo(data.path());
        var site = new Site(project, data, ports, Parts.of(project, data, ports, env(folder)));
        Runtime.getRuntime().addShutdownHook(site.emergencyStop);
        try {
            site.bringBack(site.database());
            return site;
        } catch (RuntimeException failed) {
            site.close();
            throw failed;
        }
    }

    /// Tells the database that it is older than it was, as operators do.
    ///
    /// @return the generations that nobody will be told of
    List<List<String>> afterRestore() throws SQLException, IOException {
        var script = Files.readString(project.home().resolve("ops/postgres/after-restore.sql"));
        var question = script.lastIndexOf("\nselect ");
        try (var connection = sql();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(script.substring(0, question));
            connection.commit();
        }
        return rows(script.substring(question));
    }

    /// An empty folder, and nothing left running of an earlier test run.
    static DataFolder fresh(Path folder, Project project, Ports ports) throws IOException {
        try (var before = DataFolder.open(folder)) {
            Parts.of(project, before, ports, Map.of()).stopLeftovers();
        }
        delete(folder);
        return DataFolder.open(folder);
    }

    /// JVMs that live for seconds, so compiled quickly rather than well. Coverage is measured in each when it
    /// is measured in this process.
    static Map<String, String> env(Path folder) {
        var target = folder.resolveSibling(".");
        var env = new HashMap<String, String>();
        env.put("DARKROOM_LIMITS_ENABLED", "false");
        for (var service : List.of("api-service", "worker-service", "notifier-service", "ai-server-stub", "kafka")) {
            var name = service.equals("ai-server-stub") ? "STUB" : service.replace("-service", "");
            var flags = "-XX:TieredStopAtLevel=1";
            if (service.equals("notifier-service")) {
                flags += " -DDARKROOM_LOG_TRANSITIONS=DEBUG";
            }
            if (!service.equals("kafka")) {
                flags += " " + coverage(target.resolve("jacoco-" + service + ".exec"));
            }
            env.put("DARKROOM_%s_JAVA_OPTS".formatted(name.toUpperCase(Locale.ROOT)), flags);
        }
        return env;
    }

    /// As in containers: lines for machines, and a collector for the traces of those who ask for it.
    private static Map<String, String> observed(Collector collector) {
        return Map.of(
                "DARKROOM_LOG", "ecs",
                "DARKROOM_TRACE_ENDPOINT", collector.endpoint(),
                "DARKROOM_TRACE_SHARE", "0");
    }

    private static String coverage(Path file) {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
                .findFirst()
                .map(agent -> agent.substring(0, agent.indexOf('=')) + "=includes=dev.darkroom.*,destfile="
                        + file.toAbsolutePath().normalize())
                .orElse("");
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    Part kafka() {
        return parts.broker();
    }

    Records records() {
        return new Records(parts.broker().bootstrap());
    }

    EmbeddedDatabase database() {
        return parts.database();
    }

    Part worker() {
        return parts.worker();
    }

    Part apiService() {
        return parts.api();
    }

    Part notifierService() {
        return parts.notifier();
    }

    /// Makes every part run and answer, whatever a test did to it.
    void comeUp() throws InterruptedException {
        // the database first: api-service ends when it does not find one
        comeUp(List.of(parts.database()));
        comeUp(parts.all());
    }

    /// A second instance of each service beside the first, not started. After the test it is gone.
    Further further() throws IOException {
        var opened = further;
        if (opened == null) {
            opened = Further.beside(this);
            further = opened;
        }
        return opened;
    }

    void endFurther() {
        var opened = further;
        further = null;
        if (opened != null) {
            opened.close();
        }
    }

    Project project() {
        return project;
    }

    DataFolder data() {
        return data;
    }

    Ports ports() {
        return ports;
    }

    void bringBack(Part part) throws InterruptedException {
        comeUp(List.of(part));
    }

    static void comeUp(List<Part> those) throws InterruptedException {
        for (var part : those) {
            part.resume();
            if (!part.isAlive()) {
                part.start();
            }
        }
        for (var part : those) {
            part.awaitReady(COMES_UP_WITHIN);
        }
    }

    /// Someone nobody else in these tests is.
    Owner newOwner() {
        var n = owners.incrementAndGet();
        return Owner.register(api(), notifier(), "owner-%d@example.org".formatted(n), "a-long-password-" + n);
    }

    Http api() {
        return new Http(URI.create("http://localhost:" + ports.api()), null);
    }

    Http notifier() {
        return new Http(URI.create("http://localhost:" + ports.notifier()), null);
    }

    AiServer aiServer() {
        return new AiServer(new Http(URI.create("http://127.0.0.1:" + ports.stub()), null));
    }

    Collector collector() {
        return Objects.requireNonNull(collector);
    }

    /// The lines that a part has logged so far, those of the JVM itself and one half written left out.
    List<JsonNode> log(Part part) throws IOException {
        var json = new JsonMapper();
        try (var lines = Files.lines(data.logs().resolve(part.name() + ".log"))) {
            return lines.filter(line -> line.startsWith("{") && line.endsWith("}"))
                    .map(json::readTree)
                    .toList();
        }
    }

    Path images() {
        return data.images();
    }

    Path signingKey() {
        return data.path().resolve("keys").resolve("signing-key.pem");
    }

    Connection sql() throws SQLException {
        return parts.database().connect();
    }

    /// What a query finds, as text.
    List<List<String>> rows(String query) throws SQLException {
        try (var connection = sql();
                var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            var rows = new ArrayList<List<String>>();
            while (found.next()) {
                var row = new ArrayList<String>();
                for (var column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(found.getString(column)));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private void stopAtOnce() {
        endFurther();
        parts.stop(Duration.ofSeconds(5));
    }

    @Override
    public void close() {
        endFurther();
        parts.stop(Parts.GRACE);
        data.close();
        if (collector != null) {
            collector.close();
        }
        Runtime.getRuntime().removeShutdownHook(emergencyStop);
    }
}
