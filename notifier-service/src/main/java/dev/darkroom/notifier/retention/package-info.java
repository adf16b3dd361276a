/// Lets go of what is too old to be missed. From `notification` rows past their time, to a watermark that says how far
/// each stream has gone.
@NullMarked
package dev.darkroom.notifier.retention;

import org.jspecify.annotations.NullMarked;
