package dev.darkroom.worker.intake;

import dev.darkroom.worker.job.Availability;
import dev.darkroom.worker.lease.JobsInHand;
import org.springframework.kafka.listener.MessageListenerContainer;

/// Lets the next poll through only when everything it may bring can be started at once. A paused consumer keeps its
/// place in the group; resuming wakes it, so no freed permit waits for an interval. Nothing is let through while the AI
/// server is away.
final class Gate {

    private final MessageListenerContainer container;
    private final JobsInHand jobs;
    private final Availability aiServer;
    private final int poll;

    Gate(MessageListenerContainer container, JobsInHand jobs, Availability aiServer, int poll) {
        this.container = container;
        this.jobs = jobs;
        this.aiServer = aiServer;
        this.poll = poll;
    }

    synchronized void look() {
        var open = jobs.free() >= poll && aiServer.room(jobs.held()) > 0;
        if (open == container.isPauseRequested()) {
            if (open) {
                container.resume();
            } else {
                container.pause();
            }
        }
    }
}
