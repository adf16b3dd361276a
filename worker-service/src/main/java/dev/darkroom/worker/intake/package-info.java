/// Claims work and acknowledges it at once. From `generation.requested` and `generation.retry`, to one
/// virtual thread per claimed job in `attempt`.
@NullMarked
package dev.darkroom.worker.intake;

import org.jspecify.annotations.NullMarked;
