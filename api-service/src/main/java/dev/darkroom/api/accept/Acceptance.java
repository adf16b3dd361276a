package dev.darkroom.api.accept;

import dev.darkroom.contract.TraceContext;
import dev.darkroom.generation.GenerationRow;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An order on its way into the database.
///
/// @param id the id the generation gets if it is stored
/// @param trace where the request for it is in its trace: the generation goes on from there
record Acceptance(
        UUID id,
        UUID ownerId,
        GenerationOrder order,
        @Nullable Claimed key,
        TraceContext trace) {

    /// @param fingerprint SHA-256 of the order, to tell a repeat from another request under the same key
    record Claimed(IdempotencyKey key, String fingerprint) {}

    /// What came of it.
    sealed interface Outcome {

        record Stored(GenerationRow row) implements Outcome {}

        /// Its idempotency key belongs to an earlier or simultaneous request; nothing was stored.
        record KeyTaken() implements Outcome {}
    }
}
