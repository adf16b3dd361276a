/// Tells live sessions what goes on before the end. From `intake` and `outcome`, to `generation.progress`, best
/// effort: nothing waits for it and nothing is stored.
@NullMarked
package dev.darkroom.worker.progress;

import org.jspecify.annotations.NullMarked;
