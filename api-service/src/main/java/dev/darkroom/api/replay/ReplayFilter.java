package dev.darkroom.api.replay;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The filter of the list of dead letters; null leaves a side open. Only OPEN ones are ever replayed, so another state
/// picks none.
///
/// @param from first seen then or later
/// @param to first seen before then
record ReplayFilter(
        @Nullable State state,
        @Nullable String failureCode,
        @Nullable String fingerprint,
        @Nullable UUID ownerId,
        @Nullable Instant from,
        @Nullable Instant to) {

    static final ReplayFilter ALL = new ReplayFilter(null, null, null, null, null, null);

    enum State {
        OPEN,
        REPLAYING,
        REPLAYED,
        DISCARDED,
        SUPERSEDED
    }
}
