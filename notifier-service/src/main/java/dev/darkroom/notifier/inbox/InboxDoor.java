package dev.darkroom.notifier.inbox;

import dev.darkroom.topics.TopicsAtHand;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.stereotype.Component;

/// Opens the inbox once its topic exists. Until then the service is up and serves what is stored: a consumer that
/// starts before its topic would look for it again minutes later.
@Component
final class InboxDoor implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(InboxDoor.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final TopicsAtHand topics;
    private final KafkaListenerEndpointRegistry listeners;
    private @Nullable Thread opening;

    InboxDoor(TopicsAtHand topics, KafkaListenerEndpointRegistry listeners) {
        this.topics = topics;
        this.listeners = listeners;
    }

    @Override
    public synchronized void start() {
        opening = Thread.ofVirtual().name("inbox-opening").start(this::open);
    }

    private void open() {
        var pause = Duration.ofMillis(250);
        for (boolean told = false; ; told = true) {
            try {
                topics.ensure();
                var inbox = listeners.getListenerContainer(InboxListener.ID);
                if (inbox != null) {
                    inbox.start();
                }
                return;
            } catch (KafkaException away) {
                if (!told) {
                    log.atWarn()
                            .addKeyValue("cause", String.valueOf(away.getMessage()))
                            .log("Kafka does not answer; sessions are served meanwhile, and the inbox opens later");
                }
                try {
                    Thread.sleep(pause);
                } catch (InterruptedException stop) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    /// The listener itself is stopped by its registry. A look for topics that hangs in the client is left behind: its
    /// thread keeps no process alive.
    @Override
    public synchronized void stop() {
        var thread = opening;
        opening = null;
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
    public synchronized boolean isRunning() {
        return opening != null;
    }
}
