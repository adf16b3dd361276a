package dev.darkroom.notifier.signal;

import dev.darkroom.contract.Topics;
import dev.darkroom.notifier.event.Reading;
import dev.darkroom.notifier.event.RecordReader;
import dev.darkroom.notifier.sessions.News;
import dev.darkroom.notifier.sessions.Revocations;
import dev.darkroom.topics.TopicsAtHand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Reads every signal and all progress, from now on: each instance all of it, without a group. While the broker is away
/// it keeps its place. Of the time before its start it only wants to know what was revoked.
final class Ear implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Ear.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// What was revoked longer ago is in no access token that is still valid; the clock of who sends may differ a
    /// little.
    private static final Duration REVOKED_BEFORE = Revocations.REMEMBERED;

    private final UUID instance;
    private final Instant began;
    private final TopicsAtHand topics;
    private final Supplier<Consumer<byte @Nullable [], byte @Nullable []>> consumers;
    private final News news;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Map<TopicPartition, Long> places = new HashMap<>();
    private volatile boolean hears;
    private @Nullable Thread thread;
    private volatile @Nullable Consumer<byte @Nullable [], byte @Nullable []> current;

    Ear(
            UUID instance,
            Instant began,
            TopicsAtHand topics,
            Supplier<Consumer<byte @Nullable [], byte @Nullable []>> consumers,
            News news) {
        this.instance = instance;
        this.began = began;
        this.topics = topics;
        this.consumers = consumers;
        this.news = news;
    }

    /// Whether everything said from now on will be heard.
    boolean hears() {
        return hears;
    }

    @Override
    public synchronized void start() {
        thread = Thread.ofPlatform().daemon().name("ear").start(this::run);
    }

    private void run() {
        try {
            do {
                listenUntilItFails();
            } while (!stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException | InterruptException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenUntilItFails() throws InterruptedException {
        try (var consumer = consumers.get()) {
            topics.ensure();
            current = consumer;
            listen(consumer);
        } catch (WakeupException stop) {
            log.debug("no more signals are heard");
        } catch (KafkaException | IllegalStateException away) {
            log.atDebug().setCause(away).log("signals are not heard; the next ping makes good for them");
        } catch (RuntimeException fault) {
            log.atError().setCause(fault).log("signals are not heard for a fault; the next try follows");
        } finally {
            hears = false;
            current = null;
        }
    }

    private void listen(Consumer<byte @Nullable [], byte @Nullable []> consumer) {
        var all = List.of(Topics.SIGNAL, Topics.PROGRESS).stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (all.size() < 2 * Topics.PARTITIONS) {
            throw new KafkaException("only " + all.size() + " partitions are known yet");
        }
        consumer.assign(all);
        // Where a consumer before this one was, if there was one.
        places.forEach(consumer::seek);
        begin(
                consumer,
                all.stream().filter(partition -> !places.containsKey(partition)).toList());
        // Seeking is lazy: only asking for the place fixes it.
        all.forEach(partition -> places.put(partition, consumer.position(partition)));
        hears = true;
        while (stopping.getCount() > 0) {
            for (var record : consumer.poll(POLL)) {
                hear(record);
                places.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
        }
    }

    private void begin(Consumer<byte @Nullable [], byte @Nullable []> consumer, List<TopicPartition> fresh) {
        consumer.seekToEnd(fresh);
        var since = began.minus(REVOKED_BEFORE).toEpochMilli();
        var signals = fresh.stream()
                .filter(partition -> partition.topic().equals(Topics.SIGNAL))
                .collect(Collectors.toMap(partition -> partition, _ -> since));
        consumer.offsetsForTimes(signals).forEach((partition, place) -> {
            if (place != null) {
                consumer.seek(partition, place.offset());
            }
        });
    }

    private void hear(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        try {
            if (record.topic().equals(Topics.PROGRESS)) {
                progressed(record);
            } else {
                SignalRecords.read(record)
                        .filter(signal ->
                                signal instanceof Signal.Revoked || record.timestamp() >= began.toEpochMilli())
                        .ifPresent(this::heard);
            }
        } catch (RuntimeException fault) {
            log.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("offset", record.offset())
                    .setCause(fault)
                    .log("a signal cannot be followed; the next one is");
        }
    }

    private void heard(Signal signal) {
        switch (signal) {
            case Signal.Heads(var from, var heads) -> {
                if (!from.equals(instance)) {
                    heads.forEach(one -> news.headIs(one.ownerId(), one.head(), one.settled()));
                }
            }
            case Signal.Seen(var from, var owner, var what) -> {
                if (!from.equals(instance)) {
                    news.acknowledgedElsewhere(owner, what);
                }
            }
            case Signal.Revoked(var what) -> news.revoked(what);
        }
    }

    /// Most progress is of owners who are elsewhere, so the key is looked at first.
    private void progressed(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        var key = record.key();
        if (key != null
                && key.length == 36
                && news.isPresent(UUID.fromString(new String(key, StandardCharsets.US_ASCII)))
                && RecordReader.read(record) instanceof Reading.Valid(var arrival)) {
            news.progressed(arrival);
        }
    }

    @Override
    public synchronized void stop() {
        var running = thread;
        thread = null;
        if (running != null) {
            stopping.countDown();
            var consumer = current;
            if (consumer != null) {
                consumer.wakeup();
            }
            try {
                // A look for topics that hangs in the client is left behind: it is a daemon's.
                running.join(PATIENCE);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Heard until the last session has gone.
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 200;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
