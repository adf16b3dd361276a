/// The names of what notifier-service measures. From every step, to Prometheus.
@NullMarked
package dev.darkroom.notifier.meters;

import org.jspecify.annotations.NullMarked;
