/// Makes one attempt of a claimed job. From `intake`, through `generate` and `store`, to `outcome`.
@NullMarked
package dev.darkroom.worker.attempt;

import org.jspecify.annotations.NullMarked;
