package dev.darkroom.api.overview;

import dev.darkroom.contract.GenerationSnapshot.Stage;
import dev.darkroom.contract.GenerationSnapshot.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How the system stands, from what can be counted cheaply.
///
/// @param deadLetters open ones, by failure code
/// @param consumerLag records that the consumer groups have not read yet; null while Kafka does not answer
/// @param sessions open ones, as the notifiers counted them last; null when none of them is present
record Overview(
        Pending pending,
        Recent recent,
        Outbox outbox,
        List<Breaker> breakers,
        Map<String, Long> deadLetters,
        @Nullable Long consumerLag,
        @Nullable Long sessions) {

    /// @param byStage every stage, those without generations too
    /// @param oldestSince when the oldest was accepted, or begun anew; null when nothing is pending
    record Pending(
            long total,
            Map<Stage, Long> byStage,
            @Nullable UUID oldestGenerationId,
            @Nullable Instant oldestSince) {}

    /// How the generations stand that were accepted lately.
    ///
    /// @param byStatus every status, those without generations too
    record Recent(Instant since, Map<Status, Long> byStatus) {}

    /// @param pending records that are due
    /// @param oldestAgeSeconds how long the oldest of them has waited
    record Outbox(long pending, double oldestAgeSeconds) {}

    /// A worker's opinion of an AI server.
    record Breaker(
            UUID workerId,
            String backend,
            String state,
            @Nullable String reason) {}
}
