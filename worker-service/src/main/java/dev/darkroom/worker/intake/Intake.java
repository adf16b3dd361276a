package dev.darkroom.worker.intake;

import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.wire.WireJson;
import dev.darkroom.worker.attempt.Attempts;
import dev.darkroom.worker.lease.JobsInHand;
import dev.darkroom.worker.lease.Lease;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/// One poll: claim what is free, start each job, return. The offsets commit at once, for PostgreSQL has the jobs now.
@Component
class Intake implements BatchMessageListener<String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    private final Lease lease;
    private final Claims claims;
    private final JobsInHand jobs;
    private final Attempts attempts;
    private final Counter claimed;

    Intake(Lease lease, Claims claims, JobsInHand jobs, Attempts attempts, MeterRegistry meters) {
        this.lease = lease;
        this.claims = claims;
        this.jobs = jobs;
        this.attempts = attempts;
        this.claimed = meters.counter("darkroom.worker.claims");
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
        var worker = lease.worker().orElseThrow(NotRegistered::new);
        var wanted = records.stream()
                .map(Intake::read)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        var taken = claims.claim(worker, wanted);
        taken.forEach(job -> jobs.start(job, attempts::make));
        claimed.increment(taken.size());
        log.atDebug()
                .addKeyValue("records", records.size())
                .addKeyValue("claimed", taken.size())
                .log("polled");
    }

    /// A record that cannot be read names no generation: nobody waits for it, and nothing can be done but to say so.
    private static Optional<GenerationRequested> read(ConsumerRecord<String, byte[]> record) {
        try {
            var work = WireJson.mapper().readValue(record.value(), GenerationRequested.class);
            if (work != null && work.generationId() != null) {
                return Optional.of(work);
            }
        } catch (JacksonException | IllegalArgumentException unreadable) {
            log.atDebug().setCause(unreadable).log("unreadable");
        }
        log.atError()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .log("a record is no work request; it is skipped and stays in the topic for as long as that keeps it");
        return Optional.empty();
    }

    /// There is no lease to claim under, because the database did not answer: the poll is tried again.
    static final class NotRegistered extends RuntimeException {

        private static final long serialVersionUID = 1;

        NotRegistered() {
            super("not registered as a worker yet", null, false, false);
        }
    }
}
