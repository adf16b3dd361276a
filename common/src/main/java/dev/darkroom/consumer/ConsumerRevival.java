package dev.darkroom.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.MessageListenerContainer;

/// Starts again what has stopped by itself. A container ends for good when its listener throws an [Error] or Kafka does
/// not let it in; the process would live on, look well, and read nothing. What has stopped by itself tells itself from
/// what was stopped or has not been started yet, and neither of those is touched.
///
/// The pause between two looks bounds how often a consumer that keeps dying can take part in its group.
public final class ConsumerRevival implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ConsumerRevival.class);

    private final Supplier<Collection<MessageListenerContainer>> containers;
    private final Duration every;
    private volatile @Nullable Thread looking;

    ConsumerRevival(Supplier<Collection<MessageListenerContainer>> containers, Duration every) {
        this.containers = containers;
        this.every = every;
    }

    private void look() {
        for (var container : containers.get()) {
            if (!container.isRunning() && !container.isInExpectedState()) {
                revive(container);
            }
        }
    }

    private static void revive(MessageListenerContainer container) {
        log.atError()
                .addKeyValue("consumer", container.getListenerId())
                .log("a consumer had stopped by itself; it is started again, and what it read last comes once more");
        try {
            container.start();
        } catch (RuntimeException notYet) {
            log.atError()
                    .setCause(notYet)
                    .addKeyValue("consumer", container.getListenerId())
                    .log("a consumer does not start; the next look tries it again");
        }
    }

    private void run() {
        try {
            while (isRunning()) {
                Thread.sleep(every);
                look();
            }
        } catch (InterruptedException stop) {
            // the service ends
        }
    }

    @Override
    public synchronized void start() {
        looking = Thread.ofVirtual().name("consumer-revival").start(this::run);
    }

    /// Among the first to stop, and done when this returns: no container is started behind the back of whoever stops
    /// them all.
    @Override
    public synchronized void stop() {
        var thread = looking;
        looking = null;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(Duration.ofSeconds(1));
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }
}
