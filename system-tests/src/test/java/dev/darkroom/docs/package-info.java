/// Keeps the documentation equal to what it tells of. From the source tree, to a message that says what to change.
@NullMarked
package dev.darkroom.docs;

import org.jspecify.annotations.NullMarked;
