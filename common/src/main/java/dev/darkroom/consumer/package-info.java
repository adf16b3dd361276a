/// Keeps a service reading Kafka. From a consumer that has stopped by itself, to one that runs.
@NullMarked
package dev.darkroom.consumer;

import org.jspecify.annotations.NullMarked;
