package dev.darkroom.notifier.signal;

import dev.darkroom.notifier.acknowledge.Witness;
import dev.darkroom.notifier.inbox.Nudge;
import dev.darkroom.notifier.inbox.Nudges;
import dev.darkroom.notifier.meters.MeterNames;
import dev.darkroom.notifier.protocol.Acknowledged;
import dev.darkroom.notifier.signal.Signal.Head;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the other instances what happened here, from a thread of its own. What finds the queue full, as when Kafka is
/// away, is dropped and counted.
final class Announcer implements Nudges, Witness, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Announcer.class);
    private static final int WAITING = 1_000;

    private final UUID instance;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Counter dropped;
    private final ThreadPoolExecutor sender;
    private volatile @Nullable Producer<byte[], byte[]> producer;

    Announcer(UUID instance, Supplier<Producer<byte[], byte[]>> producers, MeterRegistry meters) {
        this.instance = instance;
        this.producers = producers;
        this.dropped = meters.counter(MeterNames.SIGNALS_DROPPED);
        this.sender = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("announcer").factory(),
                (_, _) -> dropped.increment());
    }

    @Override
    public void arrived(List<Nudge> nudges) {
        if (!nudges.isEmpty()) {
            announce(new Signal.Heads(
                    instance,
                    nudges.stream()
                            .map(one -> new Head(one.ownerId(), one.head(), one.settled()))
                            .toList()));
        }
    }

    @Override
    public void acknowledged(UUID owner, @Nullable String session, Acknowledged what) {
        announce(new Signal.Seen(instance, owner, what));
    }

    private void announce(Signal signal) {
        sender.execute(() -> send(signal));
    }

    private void send(Signal signal) {
        try {
            var _ = producer().send(SignalRecords.of(signal), (_, failure) -> {
                if (failure != null) {
                    dropped.increment();
                }
            });
        } catch (KafkaException away) {
            dropped.increment();
            log.atDebug().setCause(away).log("signal not sent");
        }
    }

    /// Made at the first signal: a broker whose name nobody knows yet must not keep the service from starting. Only the
    /// sender's thread comes here.
    private Producer<byte[], byte[]> producer() {
        var present = producer;
        if (present == null) {
            present = producers.get();
            producer = present;
        }
        return present;
    }

    @Override
    public void close() {
        sender.shutdownNow();
        var present = producer;
        if (present != null) {
            present.close(Duration.ofSeconds(1));
        }
    }
}
