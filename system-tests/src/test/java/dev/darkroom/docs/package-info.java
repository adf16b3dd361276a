/// Keeps the documentation, and the files that deploy, equal to what they tell of. From the source tree, to a message
/// that says what to change.
@NullMarked
package dev.darkroom.docs;

import org.jspecify.annotations.NullMarked;
