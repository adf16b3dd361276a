/// The names of what api-service measures. From every step, to Prometheus.
@NullMarked
package dev.darkroom.api.meters;

import org.jspecify.annotations.NullMarked;
