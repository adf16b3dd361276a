package dev.darkroom.consumer;

import dev.darkroom.rounds.Rounds;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.MessageListenerContainer;

/// Starts again what has stopped by itself. A container ends for good when its listener throws an [Error] or Kafka does
/// not let it in; the process would live on, look well, and read nothing. What has stopped by itself tells itself from
/// what was stopped or has not been started yet, and neither of those is touched.
///
/// The pause between two looks bounds how often a consumer that keeps dying can take part in its group. Among the first
/// to stop: no container is started behind the back of whoever stops them all.
final class ConsumerRevival {

    private static final Logger log = LoggerFactory.getLogger(ConsumerRevival.class);

    private ConsumerRevival() {}

    static Rounds of(Supplier<Collection<MessageListenerContainer>> containers, Duration every) {
        return Rounds.every(every, "consumer-revival", () -> look(containers.get()), "dead consumers stay dead");
    }

    private static void look(Collection<MessageListenerContainer> containers) {
        for (var container : containers) {
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
}
