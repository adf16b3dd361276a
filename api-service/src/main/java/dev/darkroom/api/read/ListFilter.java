package dev.darkroom.api.read;

import dev.darkroom.contract.GenerationSnapshot.Kind;
import dev.darkroom.contract.GenerationSnapshot.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which generations a list shows; null leaves a side open. The times are exclusive.
record ListFilter(
        @Nullable Status status,
        @Nullable Kind kind,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore) {}
