/// Clears away what the canary asked for. From its old generations, to nothing: rows and pictures.
@NullMarked
package dev.darkroom.worker.canary;

import org.jspecify.annotations.NullMarked;
