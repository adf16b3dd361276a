package dev.darkroom.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A real Kafka broker, its own controller too (KRaft), in its own JVM, with a log that survives.
public final class Broker implements Part {

    private static final List<String> LOGGING = List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
            "-Dorg.slf4j.simpleLogger.log.kafka.server.BrokerLifecycleManager=info",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    /// What the broker says once it takes requests and its own controller has let it in.
    private static final String STARTED = "Kafka Server started";

    private final OwnProcess process;
    private final Project project;
    private final DataFolder data;
    private final Ports ports;
    private final Map<String, String> env;
    private final UUID cluster;

    /// @param cluster names a log that is made anew; one that is there keeps its name
    Broker(Project project, DataFolder data, Ports ports, Map<String, String> env, UUID cluster) {
        this.process = new OwnProcess("kafka", Signal.TERM, data);
        this.project = project;
        this.data = data;
        this.ports = ports;
        this.env = env;
        this.cluster = cluster;
    }

    @Override
    public OwnProcess process() {
        return process;
    }

    @Override
    public void start() throws InterruptedException {
        process.stopLeftover(Parts.GRACE);
        try {
            var settings = data.kafka().resolve("server.properties");
            Files.writeString(settings, settings());
            if (!Files.exists(formatted())) {
                format(settings);
            }
            process.launch(java("kafka.Kafka", settings.toString()), Map.of());
        } catch (IOException e) {
            throw new CannotStart("kafka cannot use %s: %s".formatted(data.kafka(), e), e);
        }
    }

    @Override
    public boolean isReady() {
        return isAlive() && process.log().contains(STARTED);
    }

    @Override
    public String address() {
        return bootstrap();
    }

    public String bootstrap() {
        return "127.0.0.1:" + ports.kafka();
    }

    /// What a broker alone on a laptop needs; the rest is Kafka's default. A broker that was killed is let back in
    /// after `broker.session.timeout.ms`: its default of 9 s makes such a restart take 12 s.
    private String settings() {
        return """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%2$d
            listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
            advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
            controller.listener.names=CONTROLLER
            inter.broker.listener.name=PLAINTEXT
            listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
            log.dirs=%3$s
            num.partitions=12
            auto.create.topics.enable=false
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=4
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            group.initial.rebalance.delay.ms=0
            broker.session.timeout.ms=2000
            broker.heartbeat.interval.ms=500
            log.segment.bytes=67108864
            log.index.size.max.bytes=1048576
            log.cleaner.dedupe.buffer.size=4194304
            num.network.threads=2
            num.io.threads=2
            background.threads=2
            """.formatted(ports.kafka(), ports.kafkaController(), logFolder());
    }

    /// A formatting that was cut short left no [#formatted()] behind and starts over.
    private void format(Path settings) throws IOException, InterruptedException {
        if (Files.exists(logFolder())) {
            try (var files = Files.walk(logFolder())) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        var id = clusterId(cluster);
        // one word: of 64 ids one begins with a dash, and would be taken for an option
        process.prepare(java("kafka.tools.StorageTool", "format", "--cluster-id=" + id, "-c", settings.toString()));
        Files.writeString(formatted(), id);
    }

    /// Kafka writes its ids as the sixteen bytes of a UUID in Base64.
    private static String clusterId(UUID id) {
        var bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private List<String> java(String mainClass, String... arguments) {
        var rest = new ArrayList<>(LOGGING);
        rest.addAll(List.of("-cp", project.brokerClasspath(), mainClass));
        rest.addAll(List.of(arguments));
        return Jvm.KAFKA.command(process, env, rest);
    }

    private Path logFolder() {
        return data.kafka().resolve("log");
    }

    private Path formatted() {
        return data.kafka().resolve("formatted");
    }
}
