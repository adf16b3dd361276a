package dev.darkroom.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.darkroom.contract.Topics;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.testkit.Records;
import dev.darkroom.topics.TopicsAtHand;
import dev.darkroom.trace.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

@RealParts
class OutboxRelayTest {

    private final HikariDataSource pool;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Broker broker;
    private final Outbox outbox;
    private KafkaProducer<String, byte[]> producer;

    OutboxRelayTest(Database database, Broker broker) {
        this.pool = database.pool(4);
        this.jdbc = new JdbcTemplate(pool);
        this.transaction = Database.transactions(pool);
        this.broker = broker;
        this.outbox = new Outbox(jdbc, new RelayBell());
        this.producer = producer(broker.bootstrapServers());
    }

    @BeforeEach
    void topicsExistAndTheOutboxIsEmpty() throws InterruptedException {
        new TopicsAtHand(() -> Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers())), (short) -1)
                .ensure();
        jdbc.execute("truncate outbox");
    }

    @AfterEach
    void closeWhatWasOpened() {
        producer.close(Duration.ZERO);
        pool.close();
    }

    @Test
    void what_was_committed_reaches_its_topic_with_key_and_headers_and_leaves_the_outbox() throws Exception {
        var generation = UUID.randomUUID();
        append(message(generation, Topics.REQUESTED, "first"));

        assertThat(relay().tick().acknowledged()).isEqualTo(1);

        var record = new Records(broker)
                .keyed(Topics.REQUESTED, generation.toString())
                .getFirst();
        assertThat(record.value()).isEqualTo("first");
        assertThat(record.headers().lastHeader("ce_type").value()).isEqualTo("t".getBytes(StandardCharsets.UTF_8));
        assertThat(left()).isZero();
    }

    @Test
    void a_record_of_a_transaction_that_rolled_back_is_never_sent() throws Exception {
        var generation = UUID.randomUUID();
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    outbox.append(List.of(message(generation, Topics.REQUESTED, "never")));
                    throw new IllegalStateException("the change failed");
                }))
                .hasMessage("the change failed");

        assertThat(relay().tick().acknowledged()).isZero();
    }

    @Test
    void the_outbox_refuses_a_record_without_a_transaction() {
        assertThatThrownBy(() -> outbox.append(List.of(message(UUID.randomUUID(), Topics.REQUESTED, "alone"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void events_of_one_generation_leave_in_order_even_with_two_relays() throws Exception {
        var generations =
                IntStream.range(0, 40).mapToObj(_ -> UUID.randomUUID()).toList();
        for (int round = 0; round < 4; round++) {
            for (var generation : generations) {
                append(message(generation, Topics.EVENTS, Integer.toString(round)));
            }
        }
        var relays = List.of(relay(), relay()).stream()
                .map(relay -> Thread.startVirtualThread(() -> drain(relay)))
                .toList();
        for (var each : relays) {
            each.join(TimeUnit.SECONDS.toMillis(30));
        }

        assertThat(left()).isZero();
        for (var generation : generations) {
            assertThat(new Records(broker).keyed(Topics.EVENTS, generation.toString()))
                    .extracting(ConsumerRecord::value)
                    .containsExactly("0", "1", "2", "3");
        }
    }

    @Test
    void a_record_that_is_not_due_waits() throws Exception {
        append(OutboxMessage.later(UUID.randomUUID(), Topics.RETRY, "k", Map.of(), "later", Duration.ofHours(1)));

        assertThat(relay().tick().acknowledged()).isZero();
        assertThat(left()).isEqualTo(1);
    }

    @Test
    void without_a_broker_the_record_stays_and_is_put_off() throws Exception {
        producer.close(Duration.ZERO);
        producer = producer("127.0.0.1:1");
        append(message(UUID.randomUUID(), Topics.REQUESTED, "kept"));

        assertThat(relay().tick().failed()).isEqualTo(1);

        assertThat(jdbc.queryForObject("select tries from outbox where available_at > now()", Integer.class))
                .isEqualTo(1);
    }

    private void drain(OutboxRelay relay) {
        try {
            while (left() > 0) {
                relay.tick();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private long left() {
        return jdbc.queryForObject("select count(*) from outbox", Long.class);
    }

    private void append(OutboxMessage message) {
        transaction.executeWithoutResult(_ -> outbox.append(List.of(message)));
    }

    private OutboxRelay relay() {
        return new OutboxRelay(new OutboxRows(jdbc), producer, transaction, 50, Traces.OFF);
    }

    private static OutboxMessage message(UUID generation, String topic, String payload) {
        return OutboxMessage.now(generation, topic, generation.toString(), Map.of("ce_type", "t"), payload);
    }

    private static KafkaProducer<String, byte[]> producer(String servers) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "max.block.ms",
                        500,
                        "delivery.timeout.ms",
                        5000,
                        "request.timeout.ms",
                        2000),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
