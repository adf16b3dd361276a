package dev.darkroom.worker.intake;

import dev.darkroom.contract.DeadLetterHeaders;
import dev.darkroom.contract.Topics;
import dev.darkroom.ids.Ids;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.OutboxMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts records that nothing can be done with on the dead-letter topic, as they came and with their origin. Read twice,
/// they are buried twice; the origin makes them one dead letter.
@Component
class Burials {

    private static final Logger log = LoggerFactory.getLogger(Burials.class);

    /// A record may be as large as the broker lets through, and the dead letter must stay below that.
    private static final int MOST_BYTES = 512 * 1024;

    private static final int LONGEST_KEY = 2_000;

    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final Ids ids;

    Burials(Outbox outbox, TransactionTemplate transaction, Ids ids) {
        this.outbox = outbox;
        this.transaction = transaction;
        this.ids = ids;
    }

    /// @param code [DeadLetterHeaders#UNREADABLE_RECORD] or [DeadLetterHeaders#UNKNOWN_GENERATION]
    record Burial(ConsumerRecord<String, byte[]> record, String code, String why) {}

    /// Returns after the commit.
    void bury(List<Burial> burials) {
        if (burials.isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(
                _ -> outbox.append(burials.stream().map(this::message).toList()));
        for (var burial : burials) {
            log.atError()
                    .addKeyValue("topic", burial.record().topic())
                    .addKeyValue("partition", burial.record().partition())
                    .addKeyValue("offset", burial.record().offset())
                    .addKeyValue("code", burial.code())
                    .addKeyValue("cause", burial.why())
                    .log("a record is no work that can be done; it becomes a dead letter");
        }
    }

    private OutboxMessage message(Burial burial) {
        var record = burial.record();
        var value = record.value() == null ? new byte[0] : record.value();
        var kept = value.length <= MOST_BYTES ? value : Arrays.copyOf(value, MOST_BYTES);
        return OutboxMessage.raw(
                ids.next(),
                Topics.DEAD_LETTERS,
                shortened(printable(record.key())),
                headers(burial, value.length),
                kept);
    }

    private static Map<String, String> headers(Burial burial, int bytes) {
        var record = burial.record();
        var headers = new HashMap<String, String>();
        var room = WorkRecord.MOST_HEADER_BYTES;
        for (var header : record.headers()) {
            var value = header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
            room -= header.key().length() + value.length();
            if (room > 0) {
                headers.put(printable(header.key()), printable(value));
            }
        }
        headers.put(DeadLetterHeaders.FAILURE_CODE, burial.code());
        headers.put(DeadLetterHeaders.EXCEPTION_FQCN, Burial.class.getName());
        headers.put(DeadLetterHeaders.EXCEPTION_MESSAGE, burial.why());
        headers.put(DeadLetterHeaders.ORIGINAL_TOPIC, record.topic());
        headers.put(DeadLetterHeaders.ORIGINAL_PARTITION, Integer.toString(record.partition()));
        headers.put(DeadLetterHeaders.ORIGINAL_OFFSET, Long.toString(record.offset()));
        headers.put(DeadLetterHeaders.ORIGINAL_TIMESTAMP, Long.toString(record.timestamp()));
        if (bytes > MOST_BYTES) {
            headers.put(DeadLetterHeaders.TRUNCATED, Integer.toString(bytes));
        }
        return headers;
    }

    private static @Nullable String shortened(@Nullable String key) {
        return key == null || key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY);
    }

    /// PostgreSQL keeps every character but one.
    private static @Nullable String printable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }
}
