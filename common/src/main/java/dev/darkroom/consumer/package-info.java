/// How the services read Kafka: not before the topics exist, and what cannot be stored now until it can. From a
/// container of Spring's, to one that waits.
@NullMarked
package dev.darkroom.consumer;

import org.jspecify.annotations.NullMarked;
