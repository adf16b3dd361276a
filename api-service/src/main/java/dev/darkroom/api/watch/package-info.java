/// Looks at the whole system every few seconds, once for everybody who asks. From PostgreSQL and Kafka, to
/// gauges and the operators' overview; it changes nothing.
@NullMarked
package dev.darkroom.api.watch;

import org.jspecify.annotations.NullMarked;
