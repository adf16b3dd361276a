package dev.darkroom.api.deadletter;

import dev.darkroom.topics.TopicsAtHand;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.stereotype.Component;

/// Starts the consumer once its topic exists: one that subscribes before it finds it minutes later. The service
/// itself does not wait for Kafka.
@Component
class DeadLetterStart implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterStart.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KafkaMessageListenerContainer<byte[], byte[]> container;
    private final TopicsAtHand topics;
    private @Nullable Thread starting;

    DeadLetterStart(KafkaMessageListenerContainer<byte[], byte[]> container, TopicsAtHand topics) {
        this.container = container;
        this.topics = topics;
    }

    private void startWhenPossible() {
        var told = false;
        while (true) {
            try {
                topics.ensure();
                open();
                return;
            } catch (InterruptedException stop) {
                return;
            } catch (KafkaException away) {
                if (!told) {
                    log.atWarn()
                            .addKeyValue("cause", away.getMessage())
                            .log("dead letters wait for Kafka and its topics; everything else goes on");
                    told = true;
                }
            }
            try {
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    /// Unless the service has been told to stop meanwhile.
    private synchronized void open() {
        if (starting != null) {
            container.start();
            log.info("projecting dead letters");
        }
    }

    @Override
    public synchronized void start() {
        starting = Thread.ofVirtual().name("dead-letter-start").start(this::startWhenPossible);
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
}
