package dev.darkroom.worker.progress;

import dev.darkroom.contract.EventTypes;
import dev.darkroom.contract.Topics;
import dev.darkroom.generation.GenerationEvents;
import dev.darkroom.generation.GenerationRow;
import dev.darkroom.worker.outcome.Progress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/// Sends progress from a thread of its own. What finds the queue full, as when Kafka is away, is dropped: the next
/// change or the end says more.
@Component
class LiveProgress implements Progress, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LiveProgress.class);
    private static final int WAITING = 1_000;

    private final GenerationEvents events;
    private final Producer<String, byte[]> producer;
    private final ThreadPoolExecutor sender = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("progress").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    LiveProgress(GenerationEvents events, @Qualifier("relayProducer") Producer<String, byte[]> producer) {
        this.events = events;
        this.producer = producer;
    }

    @Override
    public void changed(GenerationRow row, Instant at) {
        sender.execute(() -> send(row, at));
    }

    private void send(GenerationRow row, Instant at) {
        var record = new ProducerRecord<String, byte[]>(
                Topics.PROGRESS,
                row.ownerId().toString(),
                events.value(row, List.of()).getBytes(StandardCharsets.UTF_8));
        events.headers(EventTypes.PROGRESSED, row, at, row.trace())
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            var _ = producer.send(record);
        } catch (KafkaException away) {
            log.atDebug().setCause(away).log("progress not sent");
        }
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }
}
