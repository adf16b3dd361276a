package dev.darkroom.api.watch;

import dev.darkroom.contract.ConsumerGroups;
import dev.darkroom.contract.ConsumerGroups.Group;
import dev.darkroom.contract.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// How far each consumer group is behind, asked of the broker: it knows also when nobody of the group runs.
final class ConsumerLag implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 5;

    private final Supplier<Admin> admins;
    private @Nullable Admin admin;

    ConsumerLag(Supplier<Admin> admins) {
        this.admins = admins;
    }

    /// @param behind records between the group's place and the end of its topics
    /// @param committed sum of the group's offsets: rises while the group works
    record Lag(long behind, long committed) {}

    /// By group.
    ///
    /// @throws KafkaException while the broker does not answer, or a topic is missing
    Map<String, Lag> read() throws InterruptedException {
        var broker = broker();
        var groups = ConsumerGroups.all();
        var committed = answer(broker.listConsumerGroupOffsets(
                        groups.stream().collect(Collectors.toMap(Group::name, _ -> new ListConsumerGroupOffsetsSpec())))
                .all());
        var ends = offsets(
                broker,
                groups.stream().flatMap(group -> partitions(group).stream()).toList(),
                OffsetSpec.latest());
        var lags = new HashMap<String, Lag>();
        for (var group : groups) {
            lags.put(group.name(), lag(broker, group, committed.getOrDefault(group.name(), Map.of()), ends));
        }
        return lags;
    }

    private static Lag lag(
            Admin broker, Group group, Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, Long> ends)
            throws InterruptedException {
        var unread = partitions(group).stream()
                .filter(partition -> committed.get(partition) == null && end(ends, partition) > 0)
                .toList();
        var begins = unread.isEmpty() ? Map.<TopicPartition, Long>of() : offsets(broker, unread, OffsetSpec.earliest());
        var behind = 0L;
        var sum = 0L;
        for (var partition : partitions(group)) {
            var place = committed.get(partition);
            sum += place == null ? 0 : place.offset();
            long from = place == null ? begins.getOrDefault(partition, 0L) : place.offset();
            behind += Math.max(0, end(ends, partition) - from);
        }
        return new Lag(behind, sum);
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    private static List<TopicPartition> partitions(Group group) {
        return group.topics().stream()
                .flatMap(topic -> IntStream.range(0, Topics.PARTITIONS).mapToObj(n -> new TopicPartition(topic, n)))
                .toList();
    }

    private static Map<TopicPartition, Long> offsets(
            Admin broker, Collection<TopicPartition> partitions, OffsetSpec which) throws InterruptedException {
        return answer(broker.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> which)))
                        .all())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> offset(each.getValue())));
    }

    private static long offset(ListOffsetsResultInfo found) {
        return found.offset();
    }

    static <T> T answer(KafkaFuture<T> asked) throws InterruptedException {
        try {
            return asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            throw new KafkaException("the broker does not tell its offsets", refused.getCause());
        } catch (TimeoutException slow) {
            throw new KafkaException("the broker did not answer within " + PATIENCE_SECONDS + " s", slow);
        }
    }

    /// Made when it is needed first.
    synchronized Admin broker() {
        if (admin == null) {
            admin = admins.get();
        }
        return Objects.requireNonNull(admin);
    }

    /// A service that stops while the broker is away does not wait for its answer.
    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
