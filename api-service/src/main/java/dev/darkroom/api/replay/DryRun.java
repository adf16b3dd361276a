package dev.darkroom.api.replay;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What a replay would take in.
///
/// @param sample the first of them, in the order in which they would go
record DryRun(long total, List<Item> sample) {

    /// A dead letter as the list of dead letters shows it.
    record Item(
            UUID id,
            UUID generationId,
            int run,
            String state,
            String failureCode,
            String fingerprint,
            String message,
            int replayCount,
            Instant firstSeenAt,
            Instant lastSeenAt) {}
}
