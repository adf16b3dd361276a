package dev.darkroom.notifier.inbox;

import dev.darkroom.contract.DeadLetterHeaders;
import dev.darkroom.contract.Topics;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.sql.StorableText;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Turns a record that cannot be read, or never stored, into a dead letter: its bytes as they came, and where they lay.
final class Unfit {

    /// Bytes of a value that are kept: the letter, with its headers, must fit into a record of Kafka's own
    /// limit, 1 MiB.
    private static final int LONGEST_VALUE = 512 * 1024;

    private static final int LONGEST_HEADER = 2_000;
    private static final int MOST_HEADERS = 50;

    /// Of the record's own headers, those that say nothing else in a dead letter.
    private static final Pattern KEPT = Pattern.compile("(?!kafka_|darkroom-)[!-~]{1,100}");

    private Unfit() {}

    /// @param id groups the letter with nothing: nobody knows which generation the record meant
    static OutboxMessage letter(UUID id, ConsumerRecord<byte @Nullable [], byte @Nullable []> record, String why) {
        var value = record.value() == null ? new byte[0] : record.value();
        var headers = new HashMap<>(ownHeaders(record));
        headers.put(DeadLetterHeaders.FAILURE_CODE, DeadLetterHeaders.UNREADABLE_RECORD);
        headers.put(DeadLetterHeaders.EXCEPTION_MESSAGE, why);
        headers.put(DeadLetterHeaders.ORIGINAL_TOPIC, record.topic());
        headers.put(DeadLetterHeaders.ORIGINAL_PARTITION, Integer.toString(record.partition()));
        headers.put(DeadLetterHeaders.ORIGINAL_OFFSET, Long.toString(record.offset()));
        headers.put(DeadLetterHeaders.ORIGINAL_TIMESTAMP, Long.toString(record.timestamp()));
        if (value.length > LONGEST_VALUE) {
            headers.put(DeadLetterHeaders.TRUNCATED, Integer.toString(value.length));
            value = Arrays.copyOf(value, LONGEST_VALUE);
        }
        return OutboxMessage.raw(id, Topics.DEAD_LETTERS, text(record.key()), headers, value);
    }

    private static Map<String, String> ownHeaders(ConsumerRecord<?, ?> record) {
        var own = new HashMap<String, String>();
        for (var header : record.headers()) {
            var text = text(header.value());
            if (text != null
                    && own.size() < MOST_HEADERS
                    && KEPT.matcher(header.key()).matches()) {
                own.put(header.key(), text);
            }
        }
        return own;
    }

    /// Null for what is no text that PostgreSQL takes, or too much of it.
    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null || bytes.length > LONGEST_HEADER ? null : StorableText.exactly(bytes);
    }
}
