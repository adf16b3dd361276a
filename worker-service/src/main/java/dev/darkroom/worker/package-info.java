/// Turns requests into pictures. From Kafka, through the AI server and the image store, to
/// PostgreSQL and the outbox.
///
/// The path: `intake`, `attempt`, which asks `generate` and `store`, then `outcome`. Beside it `lease`, by
/// which this process holds its jobs; at its heart `job`, plain values and the one decision.
@NullMarked
package dev.darkroom.worker;

import org.jspecify.annotations.NullMarked;
