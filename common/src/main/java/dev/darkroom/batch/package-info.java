/// Groups what arrives together into one transaction. From callers on many threads, to one commit and
/// each caller's own answer.
@NullMarked
package dev.darkroom.batch;

import org.jspecify.annotations.NullMarked;
