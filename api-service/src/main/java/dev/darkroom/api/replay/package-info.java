/// Runs failed generations again, many at a pace an operator chooses. From `/api/ops/replay`, through steps that each
/// begin a few new runs, to dead letters that are settled and rows in `replay` that outlive any process.
@NullMarked
package dev.darkroom.api.replay;

import org.jspecify.annotations.NullMarked;
