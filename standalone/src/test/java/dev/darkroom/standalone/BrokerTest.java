package dev.darkroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// In Base64 it begins with a dash.
    private static final UUID AWKWARD = UUID.fromString("f8000000-0000-4000-8000-000000000001");

    @TempDir
    Path temp;

    @Test
    void topics_survive_kill_9_and_an_orderly_stop() throws Exception {
        try (var data = DataFolder.open(temp.resolve("data"))) {
            var broker = new Broker(Project.find(), data, Ports.free(), Map.of(), AWKWARD);
            try {
                broker.start();
                broker.awaitReady(PATIENCE);
                try (var admin = admin(broker)) {
                    admin.createTopics(List.of(new NewTopic("kept", Optional.of(12), Optional.empty())))
                            .all()
                            .get(20, TimeUnit.SECONDS);
                }

                broker.kill();
                assertThat(broker.isReady()).isFalse();
                broker.start();
                broker.awaitReady(PATIENCE);
                assertThat(partitionsOfKept(broker)).isEqualTo(12);

                broker.stop(Parts.GRACE);
                assertThat(broker.isAlive()).isFalse();
                broker.start();
                broker.awaitReady(PATIENCE);
                assertThat(partitionsOfKept(broker)).isEqualTo(12);
            } finally {
                broker.stop(Parts.GRACE);
            }
        }
    }

    private static int partitionsOfKept(Broker broker) throws Exception {
        try (var admin = admin(broker)) {
            return admin.describeTopics(List.of("kept"))
                    .allTopicNames()
                    .get(20, TimeUnit.SECONDS)
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size();
        }
    }

    private static Admin admin(Broker broker) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrap()));
    }
}
