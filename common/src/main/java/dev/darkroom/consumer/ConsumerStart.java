package dev.darkroom.consumer;

import dev.darkroom.topics.TopicsAtHand;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.MessageListenerContainer;

/// Starts a consumer once its topics exist: one that subscribes before them finds them minutes later. The service
/// itself does not wait for Kafka.
public final class ConsumerStart implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ConsumerStart.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String consumer;
    private final MessageListenerContainer container;
    private final TopicsAtHand topics;
    private final int phase;
    private @Nullable Thread starting;

    /// @param consumer what reads, for the log
    /// @param phase the later, the later it starts and the sooner it stops
    public ConsumerStart(String consumer, MessageListenerContainer container, TopicsAtHand topics, int phase) {
        this.consumer = consumer;
        this.container = container;
        this.topics = topics;
        this.phase = phase;
    }

    private void startWhenPossible() {
        try {
            for (var told = false; !consumes(told); told = true) {
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        } catch (InterruptedException stop) {
            log.atDebug().addKeyValue("consumer", consumer).log("stopped before it could start");
        }
    }

    private boolean consumes(boolean told) throws InterruptedException {
        try {
            topics.ensure();
            open();
            return true;
        } catch (KafkaException away) {
            if (!told) {
                log.atWarn()
                        .addKeyValue("consumer", consumer)
                        .addKeyValue("cause", away.getMessage())
                        .log("a consumer waits for Kafka and its topics; everything else goes on");
            }
            return false;
        }
    }

    /// Unless the service has been told to stop meanwhile.
    private synchronized void open() {
        if (starting != null) {
            container.start();
            log.atInfo().addKeyValue("consumer", consumer).log("consuming");
        }
    }

    @Override
    public synchronized void start() {
        starting = Thread.ofVirtual().name(consumer + "-start").start(this::startWhenPossible);
    }

    @Override
    public synchronized void stop() {
        if (starting != null) {
            starting.interrupt();
            starting = null;
        }
        container.stop();
    }

    @Override
    public synchronized boolean isRunning() {
        return starting != null;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
