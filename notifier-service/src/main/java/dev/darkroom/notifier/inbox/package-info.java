/// Numbers each outcome into its owner's inbox and composes the envelope once. From Kafka
/// `generation.events`, to `notification` rows and a nudge for the sessions; what cannot be read or stored
/// goes to `generation.dlt`.
@NullMarked
package dev.darkroom.notifier.inbox;

import org.jspecify.annotations.NullMarked;
