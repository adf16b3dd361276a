/// What the services' meters have in common: shared names, counters that are there from the start, buckets
/// that are objectives. From what has happened, to Prometheus.
@NullMarked
package dev.darkroom.meters;

import org.jspecify.annotations.NullMarked;
