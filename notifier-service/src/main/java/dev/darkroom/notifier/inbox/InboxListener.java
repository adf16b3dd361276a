package dev.darkroom.notifier.inbox;

import dev.darkroom.contract.ConsumerGroups;
import dev.darkroom.contract.Topics;
import dev.darkroom.notifier.event.Arrival;
import dev.darkroom.notifier.event.Reading.Unreadable;
import dev.darkroom.notifier.event.Reading.Valid;
import dev.darkroom.notifier.event.RecordReader;
import dev.darkroom.notifier.ledger.Outage;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.trace.Kind;
import dev.darkroom.trace.Step;
import dev.darkroom.trace.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Takes a poll from Kafka, stores it, and lets its offsets commit. An exception keeps the offsets where they
/// are: the same poll comes again after a pause.
@Component
class InboxListener {

    static final String ID = "inbox";

    private static final Logger log = LoggerFactory.getLogger(InboxListener.class);

    private final Inbox inbox;
    private final Supplier<UUID> ids;
    private final Traces traces;
    private final Outage outage = new Outage(log, "events wait in Kafka and are tried again");

    InboxListener(Inbox inbox, Supplier<UUID> ids, Traces traces) {
        this.inbox = inbox;
        this.ids = ids;
        this.traces = traces;
    }

    @KafkaListener(
            id = ID,
            topics = Topics.EVENTS,
            groupId = ConsumerGroups.INBOX,
            batch = "true",
            autoStartup = "false")
    void on(List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> poll) {
        var arrivals = new ArrayList<Arrival>(poll.size());
        var unfit = new ArrayList<OutboxMessage>();
        for (var record : poll) {
            switch (RecordReader.read(record)) {
                case Valid(var arrival) -> arrivals.add(arrival);
                case Unreadable(var why) -> {
                    log.atError()
                            .addKeyValue("topic", record.topic())
                            .addKeyValue("partition", record.partition())
                            .addKeyValue("offset", record.offset())
                            .addKeyValue("why", why)
                            .log("unreadable event; it becomes a dead letter, and the others go on");
                    unfit.add(Unfit.letter(ids.get(), record, why));
                }
            }
        }
        var steps = begin(arrivals);
        try {
            bury(inbox.store(arrivals, unfit), poll);
            outage.over();
        } catch (RuntimeException notStored) {
            outage.met(notStored);
            steps.forEach(step -> step.failed("NOT_STORED"));
            throw notStored;
        } finally {
            steps.forEach(Step::close);
        }
    }

    /// Stored before the poll's offsets are committed: one that comes again is refused and buried again.
    private void bury(List<Refused> refused, List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> poll) {
        if (refused.isEmpty()) {
            return;
        }
        var letters = new ArrayList<OutboxMessage>();
        for (var record : poll) {
            if (RecordReader.read(record) instanceof Valid(var arrival)) {
                refused.stream()
                        .filter(one -> one.arrival().equals(arrival))
                        .findFirst()
                        .ifPresent(one -> letters.add(Unfit.letter(ids.get(), record, one.why())));
            }
        }
        inbox.store(List.of(), letters);
    }

    /// One for each event that is recorded: they share a transaction, not a trace.
    private List<Step> begin(List<Arrival> arrivals) {
        return arrivals.stream()
                .filter(arrival -> traces.record(arrival.trace()))
                .map(arrival -> traces.begin("inbox", Kind.CONSUMER, arrival.trace())
                        .with(Step.GENERATION, arrival.generationId().toString())
                        .with("messaging.system", "kafka")
                        .with("messaging.operation.type", "process")
                        .with("messaging.destination.name", Topics.EVENTS))
                .toList();
    }
}
