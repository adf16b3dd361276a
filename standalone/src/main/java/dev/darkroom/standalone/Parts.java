package dev.darkroom.standalone;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// All the processes of one Darkroom, made but not started.
public record Parts(
        EmbeddedDatabase database,
        Broker broker,
        ServiceProcess stub,
        ServiceProcess api,
        ServiceProcess worker,
        ServiceProcess notifier) {

    /// How long a part may take to finish what it has in hand.
    public static final Duration GRACE = Duration.ofSeconds(30);

    /// All parts of one Darkroom on this folder and these ports.
    ///
    /// @param env besides what is decided here: accounts, addresses and further flags for a JVM. The rest
    ///     of a service's environment is the environment of this process
    /// @throws CannotStart when a jar is missing
    public static Parts of(Project project, DataFolder data, Ports ports, Map<String, String> env) {
        var secrets = new Secrets(data.keys(), new SecureRandom());
        var database = new EmbeddedDatabase(project, data, ports.postgres(), secrets);
        var broker = new Broker(project, data, ports, env, UUID.randomUUID());

        var told = new HashMap<>(env);
        told.putAll(Accounts.from(env, secrets).env());
        told.putIfAbsent("DARKROOM_PUBLIC_URL", "http://localhost:" + ports.api());
        told.putIfAbsent("DARKROOM_NOTIFIER_PUBLIC_URL", "http://localhost:" + ports.notifier());
        // who has started all this wants to be in with one click
        told.putIfAbsent("DARKROOM_STUDIO_DEMO", "true");
        // whoever presses Ctrl-C wants to see the end of it
        told.putIfAbsent("DARKROOM_NOTIFIER_DRAIN", "2s");
        told.putIfAbsent("DARKROOM_CORS_ORIGINS", origins(ports));
        told.putIfAbsent("DARKROOM_AI_BASE_URL", "http://127.0.0.1:" + ports.stub());
        told.put("DARKROOM_DATABASE_URL", database.url());
        told.put("DARKROOM_DATABASE_USER", EmbeddedDatabase.USER);
        told.put("DARKROOM_DATABASE_PASSWORD", database.password());
        told.put("DARKROOM_KAFKA_BOOTSTRAP", broker.bootstrap());
        told.putIfAbsent("DARKROOM_JWKS_URI", "http://localhost:%d/.well-known/jwks.json".formatted(ports.api()));
        told.put("DARKROOM_SIGNING_KEY_FILE", secrets.signingKeyFile().toString());
        told.put("DARKROOM_IMAGE_URL_SECRET_FILE", secrets.imageUrlSecretFile().toString());
        told.put("DARKROOM_WEBHOOK_KEY_FILE", secrets.webhookKeyFile().toString());
        // Whoever tries this out receives webhooks on the same machine.
        told.putIfAbsent("DARKROOM_WEBHOOK_ALLOW_PRIVATE", "true");
        told.put("DARKROOM_IMAGES_DIR", data.images().toString());

        var ours = new Programs(project, data, told);
        return new Parts(
                database,
                broker,
                ours.program(
                        "ai-server-stub",
                        Jvm.STUB,
                        ports.stub(),
                        "http://127.0.0.1:%d/health".formatted(ports.stub()),
                        Map.of("DARKROOM_STUB_PORT", Integer.toString(ports.stub()))),
                ours.service("api-service", Jvm.API, ports.api()),
                ours.service("worker-service", Jvm.WORKER, ports.worker()),
                ours.service("notifier-service", Jvm.NOTIFIER, ports.notifier()));
    }

    /// The pages of both services, wherever they are, and the port where front ends are developed.
    private static String origins(Ports ports) {
        return "http://localhost:%d,http://localhost:%d,http://localhost:3000".formatted(ports.api(), ports.notifier());
    }

    public List<Part> all() {
        return List.of(database, broker, stub, api, worker, notifier);
    }

    /// Stops everything; returns when nothing runs any more.
    public void stop(Duration grace) {
        inStopOrder(part -> part.stop(grace));
    }

    /// Stops the parts an earlier run left behind, and returns their names.
    public List<String> stopLeftovers() {
        var stopped = new CopyOnWriteArrayList<String>();
        inStopOrder(part -> {
            if (part.process().stopLeftover(GRACE)) {
                stopped.add(part.name());
            }
        });
        return List.copyOf(stopped);
    }

    /// What finishes its work goes before what it needs for that; what needs nothing of each other goes together.
    private void inStopOrder(Consumer<Part> act) {
        var order = List.of(
                List.<Part>of(notifier, api, worker),
                List.<Part>of(stub),
                List.<Part>of(broker),
                List.<Part>of(database));
        for (var together : order) {
            try (var acting = Executors.newVirtualThreadPerTaskExecutor()) {
                together.forEach(part -> acting.execute(() -> act.accept(part)));
            }
        }
    }

    /// Makes the processes that are started by `java -jar`.
    private record Programs(Project project, DataFolder data, Map<String, String> env) {

        ServiceProcess service(String name, Jvm jvm, int port) {
            var management = Ports.management(port);
            return program(
                    name,
                    jvm,
                    port,
                    "http://127.0.0.1:%d/actuator/health/readiness".formatted(management),
                    Map.of("MANAGEMENT_SERVER_PORT", Integer.toString(management)));
        }

        ServiceProcess program(String name, Jvm jvm, int port, String probe, Map<String, String> further) {
            var settings = new HashMap<>(env);
            settings.put("SERVER_PORT", Integer.toString(port));
            settings.putAll(further);
            var process = new OwnProcess(name, Signal.TERM, data);
            return new ServiceProcess(
                    process,
                    jvm.command(process, env, List.of("-jar", project.jar(name).toString())),
                    Map.copyOf(settings),
                    URI.create("http://localhost:" + port),
                    URI.create(probe));
        }
    }
}
