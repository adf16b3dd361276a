package dev.darkroom.api.deadletter;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.stereotype.Component;

/// Takes a poll of `generation.dlt` and lets its offsets commit once it is stored. An exception keeps the
/// offsets where they are: the same poll comes again after a pause.
@Component
class DeadLetterListener implements BatchMessageListener<byte[], byte[]> {

    private final Projection projection;

    DeadLetterListener(Projection projection) {
        this.projection = projection;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> poll) {
        projection.project(poll.stream().map(LetterReader::read).toList());
    }
}
