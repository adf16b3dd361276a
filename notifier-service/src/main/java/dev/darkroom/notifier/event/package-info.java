/// An event as Kafka carries it and as clients see it. From a record in CloudEvents binary mode, to an arrival, and
/// to the envelope that every transport carries byte for byte. Pure.
@NullMarked
package dev.darkroom.notifier.event;

import org.jspecify.annotations.NullMarked;
