/// How the services read Kafka: not before the topics exist, what cannot be stored now until it can, and again after a
/// consumer has stopped by itself. From a container of Spring's, to one that waits and comes back.
@NullMarked
package dev.darkroom.consumer;

import org.jspecify.annotations.NullMarked;
