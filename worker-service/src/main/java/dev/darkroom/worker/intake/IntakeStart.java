package dev.darkroom.worker.intake;

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

/// Starts the consumer once its topics exist: one that subscribes before them finds them minutes later. The service
/// itself does not wait for Kafka.
@Component
class IntakeStart implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(IntakeStart.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KafkaMessageListenerContainer<String, byte[]> container;
    private final TopicsAtHand topics;
    private @Nullable Thread starting;

    IntakeStart(KafkaMessageListenerContainer<String, byte[]> container, TopicsAtHand topics) {
        this.container = container;
        this.topics = topics;
    }

    private void startWhenPossible() {
        var told = false;
        while (true) {
            try {
                topics.ensure();
                container.start();
                log.info("consuming work");
                return;
            } catch (InterruptedException stop) {
                return;
            } catch (KafkaException away) {
                if (!told) {
                    log.atWarn().addKeyValue("cause", away.getMessage()).log("waiting for Kafka and its topics");
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

    @Override
    public synchronized void start() {
        starting = Thread.ofVirtual().name("intake-start").start(this::startWhenPossible);
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

    /// The last to start and the first to stop: nothing is claimed before a lease is held, nor while jobs run out.
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 100;
    }
}
