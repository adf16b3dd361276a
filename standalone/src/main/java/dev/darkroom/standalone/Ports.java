package dev.darkroom.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The ports of one running Darkroom. A service's management port is its port + 1000, Kafka's controller listens on
/// Kafka's port + 1.
public record Ports(int api, int worker, int notifier, int stub, int postgres, int kafka) {

    static final Ports DEFAULT = new Ports(8080, 8081, 8082, 8090, 15432, 19092);

    private static final int MANAGEMENT = 1000;

    /// A port, who listens on it, and the environment variable that moves it.
    record Named(String owner, int port, String variable) {}

    public Ports {
        var all = listeners(api, worker, notifier, stub, postgres, kafka);
        all.stream()
                .filter(named -> named.port() < 1 || named.port() > 65_535)
                .findFirst()
                .ifPresent(named -> {
                    throw new IllegalArgumentException(
                            "%s: there is no port %d".formatted(named.variable(), named.port()));
                });
        var seen = new HashSet<Integer>();
        all.stream().filter(named -> !seen.add(named.port())).findFirst().ifPresent(named -> {
            throw new IllegalArgumentException(
                    "port %d is given twice, once by %s".formatted(named.port(), named.variable()));
        });
    }

    /// The default ports moved by `offset`; a port named in the environment stays where it is named.
    static Ports from(Map<String, String> env, int offset) {
        return new Ports(
                chosen(env, "DARKROOM_API_PORT", DEFAULT.api + offset),
                chosen(env, "DARKROOM_WORKER_PORT", DEFAULT.worker + offset),
                chosen(env, "DARKROOM_NOTIFIER_PORT", DEFAULT.notifier + offset),
                chosen(env, "DARKROOM_STUB_PORT", DEFAULT.stub + offset),
                chosen(env, "DARKROOM_POSTGRES_PORT", DEFAULT.postgres + offset),
                chosen(env, "DARKROOM_KAFKA_PORT", DEFAULT.kafka + offset));
    }

    /// Ports nobody listens on at this moment: the default ones, moved together. They stay below 32,768, where Linux
    /// begins to hand out ports to outgoing connections, so that a part can be restarted on its port.
    public static Ports free() {
        return ThreadLocalRandom.current()
                .ints(200, 100, 13_000)
                .mapToObj(offset -> from(Map.of(), offset))
                .filter(ports -> ports.taken().isEmpty())
                .findFirst()
                .orElseThrow(() -> new CannotStart("found no free ports"));
    }

    public static int management(int port) {
        return port + MANAGEMENT;
    }

    public int kafkaController() {
        return kafka + 1;
    }

    /// Tries every port.
    ///
    /// @throws CannotStart naming the ports somebody else holds
    void requireFree() {
        var taken = taken();
        if (taken.size() == 1) {
            var only = taken.getFirst();
            throw new CannotStart("port %d (%s) is taken; stop what holds it or set %s"
                    .formatted(only.port(), only.owner(), only.variable()));
        }
        if (!taken.isEmpty()) {
            throw new CannotStart("ports %s are taken; stop what holds them, or move all ports with --port-offset 100"
                    .formatted(taken.stream()
                            .map(named -> "%d (%s)".formatted(named.port(), named.owner()))
                            .collect(Collectors.joining(", "))));
        }
    }

    private List<Named> taken() {
        return listeners(api, worker, notifier, stub, postgres, kafka).stream()
                .filter(named -> !isFree(named.port()))
                .toList();
    }

    private static List<Named> listeners(int api, int worker, int notifier, int stub, int postgres, int kafka) {
        return Stream.of(
                        service("api-service", api, "DARKROOM_API_PORT"),
                        service("worker-service", worker, "DARKROOM_WORKER_PORT"),
                        service("notifier-service", notifier, "DARKROOM_NOTIFIER_PORT"),
                        Stream.of(
                                new Named("ai-server-stub", stub, "DARKROOM_STUB_PORT"),
                                new Named("postgres", postgres, "DARKROOM_POSTGRES_PORT"),
                                new Named("kafka", kafka, "DARKROOM_KAFKA_PORT"),
                                new Named("kafka's controller", kafka + 1, "DARKROOM_KAFKA_PORT")))
                .flatMap(named -> named)
                .toList();
    }

    private static Stream<Named> service(String name, int port, String variable) {
        return Stream.of(
                new Named(name, port, variable), new Named(name + "'s management", management(port), variable));
    }

    private static int chosen(Map<String, String> env, String variable, int otherwise) {
        var text = env.getOrDefault(variable, "");
        if (text.isBlank()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("%s: '%s' is not a port".formatted(variable, text));
        }
    }

    /// Both addresses are tried: macOS lets a socket on one of them share the port with a socket on the other.
    private static boolean isFree(int port) {
        return canListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                && canListen(new InetSocketAddress(port));
    }

    private static boolean canListen(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            socket.bind(address);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
