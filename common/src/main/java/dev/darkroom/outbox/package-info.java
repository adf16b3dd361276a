/// What must reach Kafka because something changed in PostgreSQL. From the transaction that made the change,
/// to the topic, at least once and in the order of the generation.
@NullMarked
package dev.darkroom.outbox;

import org.jspecify.annotations.NullMarked;
