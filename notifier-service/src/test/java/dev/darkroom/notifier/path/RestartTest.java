package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.Topics;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@RealParts
class RestartTest {

    private final Database database;
    private final Broker broker;

    RestartTest(Database database, Broker broker) {
        this.database = database;
        this.broker = broker;
    }

    @Test
    void before_a_restart_clients_are_told_when_to_come_back_and_then_miss_nothing() throws Exception {
        var owner = UUID.randomUUID();
        var darkroom = new Darkroom(database, broker, Map.of("darkroom.notifier.drain", "2s"));
        var clients = List.of(darkroom.listen(owner), darkroom.listen(owner), darkroom.listen(UUID.randomUUID()));
        clients.forEach(client -> client.awaitFrame("welcome"));
        darkroom.events.completed(owner);
        clients.getFirst().awaitEvents(1);
        var cursor = clients.getFirst().frames("event").getFirst().get("cursor").stringValue();

        var began = System.nanoTime();
        darkroom.notifier.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        for (var client : clients) {
            client.awaitClose(1012);
            assertThat(client.frames().getLast().get("type").stringValue()).isEqualTo("reconnect");
            assertThat(client.awaitFrame("reconnect").get("afterMillis").longValue())
                    .isBetween(0L, 2_000L);
        }
        IntStream.range(0, 3).forEach(_ -> darkroom.events.completed(owner));
        try (darkroom;
                var next = darkroom.startNotifier(database, broker, Map.of());
                var client = Client.withBearer(next.socket("?after=" + cursor), darkroom.keys.token(owner))) {
            client.awaitEvents(3);

            assertThat(client.seqs()).containsExactly(2L, 3L, 4L);
        }
    }

    @Test
    void two_instances_and_a_topic_delivered_twice_leave_each_stream_whole() throws Exception {
        var owners = IntStream.range(0, 20).mapToObj(_ -> UUID.randomUUID()).toList();
        try (var darkroom = new Darkroom(database, broker, Map.of())) {
            send(darkroom, owners, 40);
            try (var _ = darkroom.startNotifier(database, broker, Map.of())) {
                send(darkroom, owners, 40);
                awaitHeads(owners, 40);
            }
            send(darkroom, owners, 20);
            awaitHeads(owners, 100);
        }
        var before = digest(owners);

        rewindTheWholeTopic();
        try (var darkroom = new Darkroom(database, broker, Map.of())) {
            var duplicates = darkroom.notifier.part(MeterRegistry.class).counter("darkroom.notifier.duplicates");
            eventually(() -> assertThat(duplicates.count()).isGreaterThanOrEqualTo(2_000));
        }

        assertThat(digest(owners)).isEqualTo(before);
        for (var owner : owners) {
            assertThat(database.jdbc()
                            .queryForList(
                                    "select seq from notification where owner_id = ? order by seq", Long.class, owner))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 100).boxed().toList());
        }
    }

    @Test
    void a_service_that_starts_while_kafka_is_away_serves_what_is_stored_and_stops_in_time() throws Exception {
        var owner = UUID.randomUUID();
        try (var darkroom = new Darkroom(database, broker, Map.of())) {
            darkroom.events.completed(owner);
            awaitHeads(List.of(owner), 1);
            var alone =
                    darkroom.startNotifier(database, broker, Map.of("spring.kafka.bootstrap-servers", "127.0.0.1:1"));
            try (var client = Client.withBearer(alone.socket(""), darkroom.keys.token(owner))) {
                client.awaitEvents(1);
            }
            var began = System.nanoTime();
            alone.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        }
    }

    private static void send(Darkroom darkroom, List<UUID> owners, int each) {
        var order = new ArrayList<UUID>();
        IntStream.range(0, each).forEach(_ -> order.addAll(owners));
        Collections.shuffle(order);
        order.forEach(darkroom.events::completed);
    }

    private void awaitHeads(List<UUID> owners, long head) {
        eventually(() -> assertThat(owners)
                .allSatisfy(owner -> assertThat(database.jdbc()
                                .queryForList(
                                        "select head from notification_stream where owner_id = ?", Long.class, owner))
                        .first()
                        .satisfies(now -> assertThat(now).isGreaterThanOrEqualTo(head))));
    }

    /// Of every byte of these owners' inboxes. Other tests' owners are in the topic too.
    private String digest(List<UUID> owners) {
        return database.jdbc().queryForObject("""
                        select md5(string_agg(notification::text, '|' order by owner_id, seq))
                          from notification
                         where owner_id = any(?)
                        """, String.class, (Object) owners.toArray(UUID[]::new));
    }

    private void rewindTheWholeTopic() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var start = new HashMap<TopicPartition, OffsetAndMetadata>();
            for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
                start.put(new TopicPartition(Topics.EVENTS, partition), new OffsetAndMetadata(0));
            }
            admin.alterConsumerGroupOffsets("notifier-inbox", start).all().get();
        }
    }
}
