/// Ends generations: row, run, attempt, images and event in one transaction. From `attempt`, to
/// PostgreSQL and the outbox.
@NullMarked
package dev.darkroom.worker.outcome;

import org.jspecify.annotations.NullMarked;
