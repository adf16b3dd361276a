/// Counts who is inside and how many knock. From a client's address and the time, to a place that
/// is given back when the session ends.
@NullMarked
package dev.darkroom.notifier.doors;

import org.jspecify.annotations.NullMarked;
