package dev.darkroom.worker.intake;

import dev.darkroom.contract.DeadLetterHeaders;
import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.worker.attempt.Attempts;
import dev.darkroom.worker.intake.Burials.Burial;
import dev.darkroom.worker.intake.WorkRecord.Unreadable;
import dev.darkroom.worker.intake.WorkRecord.Work;
import dev.darkroom.worker.job.Availability;
import dev.darkroom.worker.job.Job;
import dev.darkroom.worker.job.Origin;
import dev.darkroom.worker.lease.JobsInHand;
import dev.darkroom.worker.lease.Lease;
import dev.darkroom.worker.meters.MeterNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.stereotype.Component;

/// One poll: claim what is free, start each job, return. The offsets commit at once, for PostgreSQL has the jobs now.
@Component
class Intake implements BatchMessageListener<String, byte[]> {

    private final Lease lease;
    private final Availability aiServer;
    private final Claims claims;
    private final Postponed postponed;
    private final Burials burials;
    private final JobsInHand jobs;
    private final Attempts attempts;
    private final TakenUp takenUp;
    private final Counter claimed;

    Intake(
            Lease lease,
            Availability aiServer,
            Claims claims,
            Postponed postponed,
            Burials burials,
            JobsInHand jobs,
            Attempts attempts,
            TakenUp takenUp,
            MeterRegistry meters) {
        this.lease = lease;
        this.aiServer = aiServer;
        this.postponed = postponed;
        this.burials = burials;
        this.claims = claims;
        this.jobs = jobs;
        this.attempts = attempts;
        this.takenUp = takenUp;
        this.claimed = meters.counter(MeterNames.CLAIMS);
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
        var worker = lease.worker().orElseThrow(NotRegistered::new);
        var unreadable = new ArrayList<Burial>();
        var wanted = new LinkedHashMap<GenerationRequested, Work>();
        for (var record : records) {
            switch (WorkRecord.read(record)) {
                case Work known -> wanted.putIfAbsent(known.work(), known);
                case Unreadable(var why, var raw) ->
                    unreadable.add(new Burial(raw, DeadLetterHeaders.UNREADABLE_RECORD, why));
            }
        }
        burials.bury(unreadable);
        var poll = Admission.of(List.copyOf(wanted.keySet()), aiServer.room(jobs.held()), aiServer::failedAsProbe);
        postponed.postpone(
                poll.later().stream().map(wanted::get).filter(Objects::nonNull).toList());
        var taken = claims.claim(worker, poll.now());
        taken.forEach(one -> jobs.start(one.job().from(origin(one.job(), wanted)), attempts::make));
        takenUp.tellSoon(taken);
        claimed.increment(taken.size());
        if (taken.size() < poll.now().size()) {
            buryUnknown(poll.now(), taken, wanted);
        }
    }

    private static @Nullable Origin origin(Job job, Map<GenerationRequested, Work> wanted) {
        var record = wanted.get(new GenerationRequested(job.generationId(), job.run(), job.attempt()));
        return record == null ? null : record.origin();
    }

    /// What was not free is a repeat, or a generation that has ended; but it must exist.
    private void buryUnknown(
            List<GenerationRequested> asked, List<Claimed> taken, Map<GenerationRequested, Work> wanted) {
        var mine = taken.stream().map(one -> one.job().generationId()).collect(Collectors.toSet());
        var others = asked.stream()
                .map(GenerationRequested::generationId)
                .filter(id -> !mine.contains(id))
                .distinct()
                .toList();
        var unknown = claims.unknown(others);
        burials.bury(wanted.values().stream()
                .filter(record -> unknown.contains(record.work().generationId()))
                .map(record ->
                        new Burial(record.record(), DeadLetterHeaders.UNKNOWN_GENERATION, "its generation is unknown"))
                .toList());
    }

    /// There is no lease to claim under, because the database did not answer: the poll is tried again.
    static final class NotRegistered extends RuntimeException {

        private static final long serialVersionUID = 1;

        NotRegistered() {
            super("not registered as a worker yet", null, false, false);
        }
    }
}
