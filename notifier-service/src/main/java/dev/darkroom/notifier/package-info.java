/// Numbers each outcome into its owner's inbox and pushes it to the owner's sessions. From Kafka, to
/// PostgreSQL and the sockets.
@NullMarked
package dev.darkroom.notifier;

import org.jspecify.annotations.NullMarked;
