package dev.darkroom.api.deadletter;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.RetryListener;

/// One line when polls begin to fail, none for those that follow.
final class Waiting implements RetryListener {

    private static final Logger log = LoggerFactory.getLogger(Waiting.class);

    @Override
    public void failedDelivery(ConsumerRecord<?, ?> record, @Nullable Exception why, int deliveryAttempt) {}

    @Override
    public void failedDelivery(ConsumerRecords<?, ?> records, @Nullable Exception why, int deliveryAttempt) {
        if (deliveryAttempt == 1) {
            log.atWarn()
                    .setCause(why)
                    .addKeyValue("records", records.count())
                    .log("dead letters cannot be stored now; they wait in Kafka and are tried again");
        }
    }
}
