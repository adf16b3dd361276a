package dev.darkroom.system;

import static java.util.stream.Collectors.joining;

import dev.darkroom.standalone.DataFolder;
import dev.darkroom.standalone.Part;
import dev.darkroom.standalone.Parts;
import dev.darkroom.standalone.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.byteman.agent.Main;

/// A second instance of each service beside those of a site: the same database, broker, AI
/// server, keys and images, ports and logs of its own. Each can be started doomed to die at a [Step].
final class Further implements AutoCloseable {

    static final Duration COMES_UP_WITHIN = Duration.ofSeconds(60);

    private final DataFolder data;
    private final Ports ports;
    private final Parts parts;

    private Further(DataFolder data, Ports ports, Parts parts) {
        this.data = data;
        this.ports = ports;
        this.parts = parts;
    }

    static Further beside(Site site) throws IOException {
        var first = site.data();
        var folder = first.path().resolveSibling("site-further");
        var free = Ports.free();
        var shared = site.ports();
        var ports =
                new Ports(free.api(), free.worker(), free.notifier(), shared.stub(), shared.postgres(), shared.kafka());
        var data = Site.fresh(folder, site.project(), ports);
        Site.delete(data.images());
        Files.createSymbolicLink(data.images(), first.images());
        try (var keys = Files.list(first.path().resolve("keys"))) {
            for (var key : keys.toList()) {
                Files.copy(key, data.path().resolve("keys").resolve(key.getFileName()));
            }
        }
        var env = Site.env(first.path());
        env.put("DARKROOM_PUBLIC_URL", "http://localhost:" + shared.api());
        env.put("DARKROOM_JWKS_URI", "http://localhost:%d/.well-known/jwks.json".formatted(shared.api()));
        env.put("DARKROOM_NOTIFIER_PUBLIC_URL", "http://localhost:" + shared.notifier());
        for (var service : Service.values()) {
            // java reads this file at each start
            env.merge("DARKROOM_%s_JAVA_OPTS".formatted(service), " @" + flags(data, service), String::concat);
        }
        return new Further(data, ports, Parts.of(site.project(), data, ports, env));
    }

    Http api() {
        return new Http(URI.create("http://localhost:" + ports.api()), null);
    }

    int notifierPort() {
        return ports.notifier();
    }

    /// Starts the service that the step belongs to. Under load it may come to the step before it is ready.
    Part doom(Step step) throws IOException, InterruptedException {
        var rule = data.path().resolve("rule.btm");
        Files.writeString(rule, step.rule());
        return launch(step.service(), "\"-javaagent:%s=script:%s\"".formatted(agent(), rule));
    }

    /// Starts the service, free of any rule; returns when it answers.
    Part start(Service service) throws IOException, InterruptedException {
        return start(service, Map.of());
    }

    /// @param settings properties besides those of the first instance
    Part start(Service service, Map<String, String> settings) throws IOException, InterruptedException {
        var flags = settings.entrySet().stream().map(one -> "-D" + one.getKey() + "=" + one.getValue());
        var part = launch(service, flags.collect(joining(" ")));
        part.awaitReady(COMES_UP_WITHIN);
        return part;
    }

    private Part launch(Service service, String flags) throws IOException, InterruptedException {
        Files.writeString(flags(data, service), flags);
        var part = part(service);
        part.start();
        return part;
    }

    private Part part(Service service) {
        return switch (service) {
            case API -> parts.api();
            case WORKER -> parts.worker();
            case NOTIFIER -> parts.notifier();
        };
    }

    private static Path flags(DataFolder data, Service service) {
        return data.path().resolve(service.name().toLowerCase(Locale.ROOT) + ".flags");
    }

    private static Path agent() {
        return Path.of(URI.create(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    @Override
    public void close() {
        for (var part : List.<Part>of(parts.api(), parts.worker(), parts.notifier())) {
            part.resume();
            part.stop(Parts.GRACE);
        }
        data.close();
    }
}
