package dev.darkroom.outbox;

import dev.darkroom.contract.TraceContext;
import dev.darkroom.trace.Kind;
import dev.darkroom.trace.Step;
import dev.darkroom.trace.Traces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Moves due rows from `outbox` to Kafka. A row is deleted only after the broker acknowledged its own record, so a
/// crash in between sends it twice and loses it never. Any number of relays may run: each takes rows nobody holds.
public final class OutboxRelay {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private final OutboxRows rows;
    private final Producer<String, byte[]> producer;
    private final TransactionTemplate transaction;
    private final int batch;
    private final Traces traces;

    /// @param transaction on the relay's own connection, so that a slow broker never holds one of the service's pool
    /// @param batch most rows of one transaction
    public OutboxRelay(
            OutboxRows rows,
            Producer<String, byte[]> producer,
            TransactionTemplate transaction,
            int batch,
            Traces traces) {
        this.rows = rows;
        this.producer = producer;
        this.transaction = transaction;
        this.batch = batch;
        this.traces = traces;
    }

    /// One pass over what is due.
    public Pass tick() throws InterruptedException {
        var pass = transaction.execute(_ -> {
            var due = rows.takeDue(batch);
            if (due.isEmpty()) {
                return Pass.IDLE;
            }
            var sent = sendAll(due);
            if (!sent.acknowledged().isEmpty()) {
                rows.delete(sent.acknowledged());
            }
            if (!sent.failed().isEmpty()) {
                rows.putOff(sent.failed());
            }
            return new Pass(sent.acknowledged().size(), sent.failed().size(), due.size() == batch);
        });
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return pass;
    }

    /// @param full there was more than one batch, so look again at once
    public record Pass(int acknowledged, int failed, boolean full) {

        static final Pass IDLE = new Pass(0, 0, false);
    }

    private Sent sendAll(List<OutboxRow> due) {
        var onTheirWay = new ArrayList<Future<RecordMetadata>>(due.size());
        var steps = new ArrayList<@Nullable Step>(due.size());
        for (var row : due) {
            steps.add(step(row));
            var answer = producer.send(record(row));
            onTheirWay.add(answer);
            if (brokerIsAway(answer)) {
                // The next row would block for max.block.ms too; with 500 rows that is half an hour of held locks.
                break;
            }
        }
        var sent = new Sent(new ArrayList<>(due.size()), new ArrayList<>());
        for (int i = 0; i < due.size(); i++) {
            var taken = i < onTheirWay.size() && acknowledged(due.get(i), onTheirWay.get(i));
            (taken ? sent.acknowledged() : sent.failed()).add(due.get(i).id());
            end(i < steps.size() ? steps.get(i) : null, taken);
        }
        if (!sent.failed().isEmpty()) {
            log.atWarn()
                    .addKeyValue("rows", sent.failed().size())
                    .log("Kafka did not take all records; they stay in the outbox and are sent again");
        }
        return sent;
    }

    /// From here to the broker's answer; null when the record belongs to no trace that is recorded.
    private @Nullable Step step(OutboxRow row) {
        var context = TraceContext.parse(row.headers().get(TraceContext.HEADER));
        return traces.record(context)
                ? traces.begin("send " + row.topic(), Kind.PRODUCER, context)
                        .with("messaging.system", "kafka")
                        .with("messaging.operation.type", "send")
                        .with("messaging.destination.name", row.topic())
                : null;
    }

    private static void end(@Nullable Step step, boolean taken) {
        if (step != null) {
            (taken ? step : step.failed("NOT_ACKNOWLEDGED")).close();
        }
    }

    private static boolean brokerIsAway(Future<RecordMetadata> answer) {
        return answer.state() == Future.State.FAILED && answer.exceptionNow() instanceof TimeoutException;
    }

    private static boolean acknowledged(OutboxRow row, Future<RecordMetadata> answer) {
        try {
            answer.get();
            return true;
        } catch (ExecutionException notSent) {
            log.atDebug().addKeyValue("outboxId", row.id()).setCause(notSent).log("record not acknowledged");
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ProducerRecord<String, byte[]> record(OutboxRow row) {
        var record = new ProducerRecord<String, byte[]>(
                row.topic(), row.key(), row.value().bytes());
        row.headers().forEach((name, value) -> record.headers().add(name, Headers.bytes(name, value)));
        record.headers().add("darkroom-outbox-id", Long.toString(row.id()).getBytes(StandardCharsets.US_ASCII));
        return record;
    }

    private record Sent(List<Long> acknowledged, List<Long> failed) {}
}
