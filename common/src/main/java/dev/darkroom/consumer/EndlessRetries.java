package dev.darkroom.consumer;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.util.backoff.ExponentialBackOff;

/// A poll that cannot be stored, because the database is away, is tried until it can: after 200 ms, doubling to 2 s,
/// without end. The consumer keeps polling meanwhile, so its group waits for it. What no retry can help has to be left
/// out before.
public final class EndlessRetries {

    private static final Logger log = LoggerFactory.getLogger(EndlessRetries.class);

    private EndlessRetries() {}

    /// For a listener that tells of its failures itself.
    public static DefaultErrorHandler silent() {
        var pauses = new ExponentialBackOff(200, 2);
        pauses.setMaxInterval(2_000);
        var handler = new DefaultErrorHandler(pauses);
        handler.setClassifications(Map.of(), true);
        handler.setLogLevel(KafkaException.Level.DEBUG);
        return handler;
    }

    /// @param meanwhile what waits until then, for the log
    public static DefaultErrorHandler telling(String meanwhile) {
        var handler = silent();
        handler.setRetryListeners(new OneLine(meanwhile));
        return handler;
    }

    /// One line when polls begin to fail, none for those that follow.
    private record OneLine(String meanwhile) implements RetryListener {

        @Override
        public void failedDelivery(ConsumerRecord<?, ?> record, @Nullable Exception why, int deliveryAttempt) {}

        @Override
        public void failedDelivery(ConsumerRecords<?, ?> records, @Nullable Exception why, int deliveryAttempt) {
            if (deliveryAttempt == 1) {
                log.atWarn()
                        .setCause(why)
                        .addKeyValue("records", records.count())
                        .log("a poll cannot be stored now and is tried again; {}", meanwhile);
            }
        }
    }
}
