/// Holds jobs in this worker's name, and gives back what nobody works on. From beats and silences, to rows
/// that are owned by a live worker or waiting in Kafka again.
@NullMarked
package dev.darkroom.worker.lease;

import org.jspecify.annotations.NullMarked;
