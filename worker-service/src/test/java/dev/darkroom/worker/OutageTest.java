package dev.darkroom.worker;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.contract.Topics;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Cable;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.wire.WireJson;
import dev.darkroom.worker.stage.Accepted;
import dev.darkroom.worker.stage.PlayedAiServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/// A whole worker whose way to the database can be cut, and that can be told to stop.
@RealParts
class OutageTest {

    private static final int MAX_IN_FLIGHT = 16;

    private final PlayedAiServer ai = new PlayedAiServer();
    private final CountDownLatch testIsOver = new CountDownLatch(1);
    private final Accepted accepted;
    private final Cable cable;
    private final PGSimpleDataSource server;
    private final KafkaProducer<String, byte[]> kafka;

    @TempDir
    private Path images;

    private ConfigurableApplicationContext worker;

    OutageTest(Database database, Broker broker) {
        accepted = new Accepted(database.jdbc());
        server = (PGSimpleDataSource) database.dataSource();
        cable = new Cable(server.getServerNames()[0], server.getPortNumbers()[0]);
        kafka = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @BeforeEach
    void startTheWorker() {
        worker = SpringApplication.run(
                WorkerApplication.class,
                "--server.port=0",
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + cable.port() + "/" + server.getDatabaseName(),
                "--spring.datasource.hikari.connection-timeout=500",
                "--darkroom.worker.max-in-flight=" + MAX_IN_FLIGHT,
                "--darkroom.worker.stop-patience=200ms",
                "--darkroom.worker.ai.base-url=" + ai.address(),
                "--darkroom.worker.images.dir=" + images);
        eventually(() -> assertThat(consumer().isRunning()).isTrue());
    }

    @AfterEach
    void close() {
        testIsOver.countDown();
        worker.close();
        kafka.close();
        ai.close();
        cable.close();
    }

    @Test
    void work_that_comes_while_the_database_is_away_is_done_when_it_is_back() {
        var before = accepted.one();
        request(before);
        eventually(() -> assertThat(accepted.row(before)).containsEntry("status", "COMPLETE"));

        cable.cut();
        var during = IntStream.range(0, 20).mapToObj(_ -> accepted.one()).toList();
        during.forEach(this::request);
        var refusals = cable.refused();
        eventually(() -> assertThat(cable.refused()).isGreaterThan(refusals + 3));
        assertThat(ai.callsOf(during.getFirst())).isZero();
        cable.mend();

        eventually(() ->
                assertThat(during).allSatisfy(id -> assertThat(accepted.row(id)).containsEntry("status", "COMPLETE")));
        assertThat(during).allSatisfy(id -> assertThat(ai.callsOf(id)).isEqualTo(1));
    }

    @Test
    void no_more_is_claimed_than_can_be_worked_on_and_a_stop_gives_it_back() {
        var asked = new AtomicInteger();
        ai.plays((_, _) -> {
            asked.incrementAndGet();
            testIsOver.await();
        });
        var generations = IntStream.range(0, 40).mapToObj(_ -> accepted.one()).toList();
        generations.forEach(this::request);
        eventually(() -> {
            assertThat(asked).hasValueGreaterThan(MAX_IN_FLIGHT - 2);
            assertThat(consumer().isContainerPaused()).isTrue();
        });
        assertThat(asked).hasValueLessThanOrEqualTo(MAX_IN_FLIGHT);

        worker.close();

        assertThat(generations)
                .allSatisfy(id -> assertThat(accepted.row(id))
                        .containsEntry("status", "PENDING")
                        .containsEntry("lease_owner", null)
                        .containsEntry("attempts_made", 0));
        assertThat(accepted.workersPresent()).isZero();
    }

    private KafkaMessageListenerContainer<?, ?> consumer() {
        return worker.getBean(KafkaMessageListenerContainer.class);
    }

    private void request(UUID generation) {
        var work = WireJson.mapper().writeValueAsBytes(new GenerationRequested(generation, 1, 1));
        var sent = kafka.send(new ProducerRecord<>(Topics.REQUESTED, generation.toString(), work));
        assertThat(sent).succeedsWithin(Duration.ofSeconds(5));
    }
}
