/// The worker's settings, one validated tree. From the environment, to every step.
@NullMarked
package dev.darkroom.worker.settings;

import org.jspecify.annotations.NullMarked;
