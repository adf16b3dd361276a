/// Asks the AI server; the only package that speaks its language. From `attempt`, to drafts in
/// `store` or a failure by name.
@NullMarked
package dev.darkroom.worker.generate;

import org.jspecify.annotations.NullMarked;
