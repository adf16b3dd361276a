package dev.darkroom.topics;

import dev.darkroom.contract.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/// Creates the topics and waits until each partition has a leader. An idempotent producer can lose its first batch on
/// a topic created a moment ago (KAFKA-15591), so nobody produces before this has succeeded once.
public final class TopicsAtHand {

    private static final long PATIENCE_SECONDS = 10;

    private final Supplier<Admin> admins;
    private final short replicas;
    private volatile boolean ensured;

    /// @param replicas of each topic, -1 for the broker's default
    public TopicsAtHand(Supplier<Admin> admins, short replicas) {
        this.admins = admins;
        this.replicas = replicas;
    }

    /// Returns at once after its first success.
    ///
    /// @throws KafkaException while the broker does not answer or a partition has no leader; try again later
    public void ensure() throws InterruptedException {
        if (ensured) {
            return;
        }
        var admin = admins.get();
        try {
            create(admin);
            awaitLeaders(admin);
            ensured = true;
        } finally {
            // A service that stops while the broker is away does not wait for its answer.
            admin.close(Duration.ZERO);
        }
    }

    private void create(Admin admin) throws InterruptedException {
        var topics = Topics.all().stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), replicas)
                        .configs(Map.of(
                                TopicConfig.RETENTION_MS_CONFIG,
                                Long.toString(topic.retention().toMillis()))))
                .toList();
        for (var created : admin.createTopics(topics).values().values()) {
            try {
                created.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException refused) {
                if (!(refused.getCause() instanceof TopicExistsException)) {
                    throw new KafkaException("cannot create the topics", refused.getCause());
                }
            } catch (TimeoutException slow) {
                throw new KafkaException("the broker did not answer within " + PATIENCE_SECONDS + " s", slow);
            }
        }
    }

    private static void awaitLeaders(Admin admin) throws InterruptedException {
        List<String> names = Topics.all().stream().map(Topics.Topic::name).toList();
        for (int look = 0; look < 50; look++) {
            if (everyPartitionIsLed(admin, names)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new KafkaException("some partition has no leader yet");
    }

    private static boolean everyPartitionIsLed(Admin admin, List<String> names) throws InterruptedException {
        try {
            return admin.describeTopics(names).allTopicNames().get(PATIENCE_SECONDS, TimeUnit.SECONDS).values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.leader() != null);
        } catch (ExecutionException notYet) {
            return false;
        } catch (TimeoutException slow) {
            throw new KafkaException("the broker did not answer within " + PATIENCE_SECONDS + " s", slow);
        }
    }
}
