/// The names of what worker-service measures. From every step, to Prometheus.
@NullMarked
package dev.darkroom.worker.meters;

import org.jspecify.annotations.NullMarked;
