/// The words of the socket, and where a session goes on after a break. Pure: from values
/// and the time, to values.
@NullMarked
package dev.darkroom.notifier.protocol;

import org.jspecify.annotations.NullMarked;
