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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// One whole Darkroom, real to the last part, on a folder and ports of its own. Faults are done to it by name and
/// mended by name; nothing restarts by itself here.
final class Site implements AutoCloseable {

    private static final Duration COMES_UP_WITHIN = Duration.ofSeconds(90);

    private final DataFolder data;
    private final Ports ports;
    private final Parts parts;
    private final Thread emergencyStop;
    private final AtomicInteger owners = new AtomicInteger();

    private Site(DataFolder data, Ports ports, Parts parts) {
        this.data = data;
        this.ports = ports;
        this.parts = parts;
        this.emergencyStop = new Thread(() -> parts.stop(Duration.ofSeconds(5)), "stop");
    }

    /// Starts all parts and returns when all are ready.
    static Site start(Path folder) throws IOException, InterruptedException {
        var project = Project.find();
        var ports = Ports.free();
        try (var before = DataFolder.open(folder)) {
            Parts.of(project, before, ports, Map.of()).stopLeftovers();
        }
        delete(folder);
        var data = DataFolder.open(folder);
        var site = new Site(data, ports, Parts.of(project, data, ports, env(folder.resolveSibling("."))));
        Runtime.getRuntime().addShutdownHook(site.emergencyStop);
        try {
            site.comeUp();
            return site;
        } catch (RuntimeException failed) {
            site.close();
            throw failed;
        }
    }

    /// JVMs that live for seconds, so compiled quickly rather than well. Coverage is measured in each when it is
    /// measured
    /// in this process.
    private static Map<String, String> env(Path target) {
        var env = new HashMap<String, String>();
        env.put("DARKROOM_LIMITS_ENABLED", "false");
        for (var service : List.of("api-service", "worker-service", "notifier-service", "ai-server-stub", "kafka")) {
            var name = service.equals("ai-server-stub") ? "STUB" : service.replace("-service", "");
            var flags = "-XX:TieredStopAtLevel=1";
            if (!service.equals("kafka")) {
                flags += " " + coverage(target.resolve("jacoco-" + service + ".exec"));
            }
            env.put("DARKROOM_%s_JAVA_OPTS".formatted(name.toUpperCase(Locale.ROOT)), flags);
        }
        return env;
    }

    private static String coverage(Path file) {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
                .findFirst()
                .map(agent -> agent.substring(0, agent.indexOf('=')) + "=includes=dev.darkroom.*,destfile="
                        + file.toAbsolutePath().normalize())
                .orElse("");
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    Part kafka() {
        return parts.broker();
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

    void bringBack(Part part) throws InterruptedException {
        comeUp(List.of(part));
    }

    private static void comeUp(List<Part> those) throws InterruptedException {
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

    Path images() {
        return data.images();
    }

    Path signingKey() {
        return data.path().resolve("keys").resolve("signing-key.pem");
    }

    Connection sql() throws SQLException {
        return parts.database().connect();
    }

    @Override
    public void close() {
        parts.stop(Parts.GRACE);
        data.close();
        Runtime.getRuntime().removeShutdownHook(emergencyStop);
    }
}
