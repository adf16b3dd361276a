package dev.darkroom.worker.generate;

import dev.darkroom.worker.job.Job;
import dev.darkroom.worker.store.Drafts;

/// Something that paints.
public interface AiServer {

    /// Of this server, in attempts and metrics.
    String name();

    /// Paints what the job's brief asks for and writes each picture to the next draft. Returns within the call's time
    /// limit or the generation's deadline, whichever is shorter.
    ///
    /// @throws InterruptedException when the job is no longer ours to do; the call is broken off
    Answer paint(Job job, Drafts drafts) throws InterruptedException;
}
