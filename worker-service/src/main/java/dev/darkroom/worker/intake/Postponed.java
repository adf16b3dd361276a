package dev.darkroom.worker.intake;

import dev.darkroom.contract.TraceContext;
import dev.darkroom.generation.WorkRecords;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.worker.intake.WorkRecord.Work;
import dev.darkroom.worker.job.Chance;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Sends records round again while the AI server is away: nothing is claimed and nothing is charged.
@Component
class Postponed {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration SPREAD = Duration.ofSeconds(2);

    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final Chance chance;

    Postponed(Outbox outbox, TransactionTemplate transaction, Chance chance) {
        this.outbox = outbox;
        this.transaction = transaction;
        this.chance = chance;
    }

    void postpone(List<Work> later) {
        if (later.isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(
                _ -> outbox.append(later.stream().map(this::again).toList()));
    }

    /// As it came, later.
    private OutboxMessage again(Work record) {
        var work = record.work();
        var sentIn = record.origin().sentIn();
        return WorkRecords.retry(
                work,
                delay(),
                sentIn == null ? TraceContext.of(work.generationId()) : sentIn,
                record.origin().causedBy());
    }

    private Duration delay() {
        return SHORTEST.plusMillis((long) (SPREAD.toMillis() * chance.next()));
    }
}
